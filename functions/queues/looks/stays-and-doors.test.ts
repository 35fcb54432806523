import { createCredentialStore } from '@bos/buildings/access/credentials/credential-store';
import { STAY_GRACE, stayCredentialId } from '@bos/buildings/access/credentials/stay-access';
import { receiveParcel } from '@bos/buildings/access/parcels/change-parcel';
import { createParcelStore } from '@bos/buildings/access/parcels/parcel-store';
import { createNotificationStore } from '@bos/conversations/notifications/notification-store';
import { HOUR, MINUTE } from '@bos/kernel/clock';
import { cleaningTaskId } from '@bos/operations/tasks/follow-departure';
import { createTaskStore } from '@bos/operations/tasks/task-store';
import { membershipEntity } from '@bos/people/memberships/membership';
import { extendStay, grantLateCheckOut, moveReservation } from '@bos/stays/reservations/move-reservation';
import { cancelReservation, checkIn, checkOut, confirmReservation } from '@bos/stays/reservations/settle-reservation';
import { create } from '@bos/table/write';
import { afterEach, describe, expect, test } from 'vitest';
import { buildingId, guestHouse } from './testing/guest-house.ts';

const ZONE_HOURS = 3;
const at = (date: string, hour: number) => new Date(Date.parse(`${date}T00:00:00.000Z`) + (hour + ZONE_HOURS) * HOUR);

let open: Awaited<ReturnType<typeof guestHouse>> | undefined;
afterEach(() => open?.close());

async function house() {
  const world = await guestHouse(['0704', '0705']);
  open = world;
  const { table, clock, locks } = world;
  return {
    ...world,
    on: (deviceId: string) => locks.peek(deviceId).length,
    code: (reservationId = 'r1', revision = 0) =>
      createCredentialStore(table).get(buildingId, stayCredentialId(buildingId, reservationId, revision)),
    task: (reservationId = 'r1') => createTaskStore(table).get(buildingId, cleaningTaskId(buildingId, reservationId)),
    async until(date: string, hour: number) {
      await clock.advance(at(date, hour).getTime() - clock.now().getTime());
      await world.flow();
    },
    inbox: async (userId: string) => (await createNotificationStore(table).list(buildingId, userId)).items,
  };
}

describe('a confirmed reservation', () => {
  test('plans a code from check-in to check-out and a cleaning after it', async () => {
    const { book, flow, code, task } = await house();
    await book('r1', {});
    await flow();
    expect(await code()).toMatchObject({
      status: 'pending',
      userId: 'guest-r1',
      unitId: '0704',
      deviceIds: ['door-0704', 'gate'],
      validFrom: at('2026-12-01', 15).toISOString(),
      validUntil: new Date(at('2026-12-04', 11).getTime() + STAY_GRACE).toISOString(),
    });
    expect(await task()).toMatchObject({
      status: 'open',
      unitId: '0704',
      readyAt: at('2026-12-04', 11).toISOString(),
      dueAt: at('2026-12-05', 11).toISOString(),
    });
  });

  test('that is only asked for, or a block, plans nothing until it is confirmed', async () => {
    const { book, flow, code, task, table, of } = await house();
    await book('r1', { status: 'requested' });
    await book('r2', { kind: 'block', unitId: '0705', guests: [] });
    await flow();
    expect([await code(), await task(), await code('r2'), await task('r2')]).toEqual(Array(4).fill(undefined));
    await confirmReservation({ table }, of('r1'));
    await flow();
    expect([await code(), await task()]).toMatchObject([{ status: 'pending' }, { status: 'open' }]);
  });

  test('opens the doors at the hour of check-in, and at check-out no longer', async () => {
    const { book, flow, on, until, table, of, code, task, clock } = await house();
    await book('r1', {});
    await flow();
    await until('2026-12-01', 14.9);
    expect([on('gate'), on('door-0704')]).toEqual([0, 0]);
    await until('2026-12-01', 15);
    expect([on('gate'), on('door-0704'), on('door-0705')]).toEqual([1, 1, 0]);
    await checkIn({ table }, of('r1'));
    await until('2026-12-03', 9);
    await checkOut({ table }, of('r1'));
    await flow();
    expect([on('gate'), on('door-0704')]).toEqual([0, 0]);
    expect(await code()).toMatchObject({ status: 'revoked' });
    expect(await task()).toMatchObject({ status: 'open', readyAt: clock.now().toISOString() });
  });

  test('opens them early for who is let in early', async () => {
    const { book, flow, on, until, table, of } = await house();
    await book('r1', {});
    await until('2026-12-01', 12);
    await checkIn({ table }, of('r1'));
    await flow();
    expect(on('door-0704')).toBe(1);
  });

  test('takes code and cleaning with it when it is cancelled, however late the change comes', async () => {
    const { book, until, on, table, of, code, task, lose, reconcile } = await house();
    await book('r1', {});
    await until('2026-12-01', 16);
    expect(on('door-0704')).toBe(1);
    await cancelReservation({ table }, { ...of('r1'), reason: 'guest' });
    expect(lose()).toBeGreaterThan(0);
    await reconcile();
    expect([on('gate'), on('door-0704')]).toEqual([0, 0]);
    expect([await code(), await task()]).toMatchObject([{ status: 'revoked' }, { status: 'cancelled' }]);
  });

  test('takes them along to other days, another unit and a later hour', async () => {
    const { book, flow, until, on, table, of, task } = await house();
    await book('r1', {});
    await flow();
    await moveReservation({ table }, { ...of('r1'), unitId: '0705', checkIn: '2026-12-02', checkOut: '2026-12-05' });
    await until('2026-12-01', 16);
    expect([on('gate'), on('door-0704')]).toEqual([0, 0]);
    await until('2026-12-02', 15);
    expect([on('gate'), on('door-0704'), on('door-0705')]).toEqual([1, 0, 1]);
    await grantLateCheckOut({ table }, { ...of('r1'), checkOutTime: '14:00' });
    await until('2026-12-05', 14.4);
    expect(on('door-0705')).toBe(1);
    expect(await task()).toMatchObject({ unitId: '0705', readyAt: at('2026-12-05', 14).toISOString() });
    await until('2026-12-05', 14.5);
    expect(on('door-0705')).toBe(0);
  });

  test('that is extended keeps the same code, and moves the cleaning', async () => {
    const { book, flow, until, on, table, of, code, task } = await house();
    await book('r1', {});
    await until('2026-12-01', 15);
    const before = await code();
    await extendStay({ table }, { ...of('r1'), checkOut: '2026-12-08' });
    await flow();
    await until('2026-12-07', 0);
    expect(on('door-0704')).toBe(1);
    expect(await code()).toMatchObject({
      status: 'active',
      activatedAt: before && 'activatedAt' in before && before.activatedAt,
    });
    expect(await task()).toMatchObject({ readyAt: at('2026-12-08', 11).toISOString() });
  });

  test('makes the cleaning before it due before its guest comes, and lets it wait again when it is cancelled', async () => {
    const { book, flow, task, table, of } = await house();
    await book('r1', {});
    await flow();
    await book('r2', { checkIn: '2026-12-04', checkOut: '2026-12-06' });
    await flow();
    expect(await task()).toMatchObject({ dueAt: new Date(at('2026-12-04', 15).getTime() - 30 * MINUTE).toISOString() });
    await cancelReservation({ table }, { ...of('r2'), reason: 'guest' });
    await flow();
    expect(await task()).toMatchObject({ dueAt: at('2026-12-05', 11).toISOString() });
  });

  test('comes to the same when its changes come twice, in the wrong order, or once more after a week', async () => {
    const { book, flow, waiting, route, work, table, of, items, until } = await house();
    await book('r1', {});
    await moveReservation({ table }, { ...of('r1'), checkOut: '2026-12-06' });
    const changes = [...waiting()];
    await flow();
    await until('2026-12-02', 0);
    const once = JSON.stringify(items().filter(({ type }) => type === 'credential' || type === 'task'));
    await route(changes.toReversed());
    await work();
    await flow();
    expect(JSON.stringify(items().filter(({ type }) => type === 'credential' || type === 'task'))).toBe(once);
  });
});

describe('a change that the stream has lost', () => {
  test('of a stay that is far off is made good in the night', async () => {
    const { book, lose, reconcile, until, code, task } = await house();
    await book('r1', { checkIn: '2026-12-28', checkOut: '2026-12-30' });
    lose();
    await until('2026-11-22', 23);
    await reconcile();
    expect(await code()).toBeUndefined();
    await until('2026-11-23', 3);
    await reconcile();
    expect([await code(), await task()]).toMatchObject([{ status: 'pending' }, { status: 'open' }]);
  });

  test('of a code is told to its guest within the hour, once', async () => {
    const { book, flow, lose, reconcile, clock, work, inbox } = await house();
    await book('r1', { checkIn: '2026-12-01', guests: [{ userId: 'maria' }] });
    await flow();
    await clock.advance(at('2026-12-01', 15).getTime() - clock.now().getTime());
    await work();
    expect(lose()).toBeGreaterThan(0);
    expect(await inbox('maria')).toEqual([]);
    for (let hour = 0; hour < 4; hour++) {
      await clock.advance(HOUR);
      await reconcile();
    }
    expect(await inbox('maria')).toMatchObject([{ title: 'Seu código de acesso funciona' }]);
  });
});

describe('a task', () => {
  test('that is overdue is told to its department once', async () => {
    const { book, until, inbox, table } = await house();
    const rosa = { buildingId, userId: 'rosa', roles: ['housekeeping' as const], unitIds: [] };
    await table.write([create(membershipEntity, { ...rosa, status: 'active' })]);
    await book('r1', {});
    await until('2026-12-05', 10.9);
    expect(await inbox('rosa')).toEqual([]);
    await until('2026-12-05', 11);
    await until('2026-12-07', 11);
    expect(await inbox('rosa')).toMatchObject([{ title: 'Tarefa atrasada' }]);
  });
});

describe('a parcel', () => {
  const details = { unitId: '0704', userId: 'maria', carrier: 'Correios', keptAt: 'B2' };
  const requester = {
    userId: 'rafael',
    unitIds: [],
    inForce: true,
    permissions: { announceForOwnUnit: true, workAtDesk: true },
  };
  const receive = ({ table, clock }: Awaited<ReturnType<typeof house>>) =>
    receiveParcel(
      { table },
      { buildingId, parcelId: 'p1', requester, details, timeZone: 'America/Sao_Paulo', at: clock.now() },
    );

  test('is told to its recipient once, however often the change comes', async () => {
    const world = await house();
    await receive(world);
    const changes = [...world.waiting()];
    await world.flow();
    await world.clock.advance(HOUR);
    await world.route(changes);
    await world.work();
    expect(await world.inbox('maria')).toMatchObject([{ title: 'Chegou uma encomenda' }]);
    expect(await createParcelStore(world.table).get(buildingId, 'p1')).toMatchObject({ status: 'notified' });
  });

  test('whose change was lost is told within the hour', async () => {
    const world = await house();
    await receive(world);
    world.lose();
    await world.clock.advance(HOUR);
    await world.reconcile();
    expect(await world.inbox('maria')).toHaveLength(1);
  });
});
