import { arrivalGuideEntity } from '@bos/buildings/buildings/arrival-guide';
import { DAY } from '@bos/kernel/clock';
import { testContext } from '@bos/missions/tools/testing/test-context';
import type { Requester, ToolContext } from '@bos/missions/tools/tool-context';
import { createToolRegistry } from '@bos/missions/tools/tool-registry';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { changeGuests } from '../reservations/change-guests.ts';
import { createReservationStore } from '../reservations/reservation-store.ts';
import { cancelReservation, checkIn } from '../reservations/settle-reservation.ts';
import { stayTools } from '../reservations/stay-tools.ts';
import { openHouse } from '../reservations/testing/house.ts';
import { changeRules } from '../rules/change-rules.ts';
import { rulesOf, USUAL_RULES } from '../rules/stay-rules.ts';
import type { StayWish } from './stay-wish.ts';

const who = (userId: string, roles: Requester['roles'], unitIds: readonly string[] = []): Requester => ({
  userId,
  roles,
  unitIds,
  inForce: true,
});
const james = who('james', ['guest'], ['0704']);
const carlos = who('carlos', ['owner'], ['0704']);
const maria = who('maria', ['resident'], ['0705']);

/** James's stay runs from 20 to 24 November in 0704; it is Sunday, 22 November, 12:00 in UTC. */
async function desk({ staff = true, begun = true } = {}) {
  const clock = virtualClock();
  clock.set(new Date('2026-11-20T18:00:00.000Z'));
  const { table } = createMemoryTable({ clock });
  const house = await openHouse(table, clock);
  await house.book({ checkIn: '2026-11-20', checkOut: '2026-11-24' });
  if (begun) await checkIn(house.deps, house.of('r1'));
  clock.set(new Date('2026-11-22T12:00:00.000Z'));
  const wishes: StayWish[] = [];
  const tools = createToolRegistry(
    stayTools({
      table,
      handToStaff: async (wish) => {
        if (staff) wishes.push(wish);
        return staff;
      },
    }),
  );
  let step = 0;
  const context = (requester: Requester = james, changes: Partial<ToolContext> = {}) =>
    testContext({
      requester,
      now: clock.now(),
      requestedAt: clock.now(),
      idempotencyKey: `m1/s${++step}`,
      ...changes,
    });
  const run = (tool: string, input: object = {}, requester?: Requester) =>
    tools.get(`stays.${tool}`).execute(input, context(requester));
  const by = { actor: { kind: 'user', id: 'ana' } } as const;
  const grant = (rules: Partial<typeof USUAL_RULES>) =>
    changeRules({ table }, { rules: { buildingId: 'b1', ...USUAL_RULES, ...rules }, by, at: clock.now() });
  const stay = async () => createReservationStore(table).get('b1', 'r1');
  return { ...house, clock, table, tools, wishes, context, run, grant, stay };
}

describe('whose stay it is', () => {
  test('a guest hears of their own', async () => {
    const { run } = await desk();
    expect(await run('status')).toMatchObject({
      kind: 'completed',
      output: {
        unitId: '0704',
        status: 'checked_in',
        phase: 'staying',
        checkOut: '2026-11-24',
        latestCheckOut: '20:00',
      },
    });
  });

  test('who stays hears the way and Wi-Fi, the owner does not', async () => {
    const { run, table } = await desk();
    const wifi = { network: 'Solar', password: 'sol-e-mar' };
    await table.write([
      create(arrivalGuideEntity, { buildingId: 'b1', wifi, directions: { en: 'Through the lobby.' } }),
    ]);
    expect(await run('status')).toMatchObject({ output: { wifi, directions: 'Through the lobby.' } });
    const owner = await run('status', {}, carlos);
    expect(JSON.stringify(owner)).not.toMatch(/Solar|lobby/);
  });

  test('nobody else learns that there is one, by its number neither', async () => {
    const { run, stay } = await desk();
    const confirmationNumber = (await stay())?.confirmationNumber;
    for (const tool of ['status', 'announceArrival', 'requestLateCheckout', 'extend', 'cancelOwn']) {
      for (const input of [{}, { unitId: '0704' }, { confirmationNumber }]) {
        expect(await run(tool, input, maria), tool).toEqual({ kind: 'failed', code: 'STAY_NOT_FOUND' });
      }
    }
  });

  test('the owner of the unit and the desk speak for it', async () => {
    const { run } = await desk();
    expect(await run('status', {}, carlos)).toMatchObject({ output: { unitId: '0704' } });
    const rafael = who('rafael', ['front_desk']);
    expect(await run('status', {}, rafael)).toMatchObject({ code: 'STAY_NOT_FOUND' });
    expect(await run('status', { unitId: '0704' }, rafael)).toMatchObject({ output: { unitId: '0704' } });
  });

  test('who is suspended is not heard, who is on the way is', async () => {
    const { run } = await desk({ begun: false });
    expect(await run('status', {}, { ...james, inForce: false })).toMatchObject({ code: 'STAY_NOT_FOUND' });
    const early = { ...james, inForce: false, validFrom: '2026-11-23T00:00:00.000Z' };
    expect(await run('status', {}, early)).toMatchObject({ kind: 'completed' });
  });

  test('the one that runs comes before the next one, and two at once are asked about', async () => {
    const { run, book } = await desk({ begun: false });
    await book({ unitId: '0706', checkIn: '2026-11-28', checkOut: '2026-11-30' });
    expect(await run('status')).toMatchObject({ output: { unitId: '0704', phase: 'arrival_day' } });
    await book({ unitId: '0705', checkIn: '2026-11-20', checkOut: '2026-11-23' });
    expect(await run('status')).toEqual({
      kind: 'failed',
      code: 'STAY_AMBIGUOUS',
      detail: { candidates: ['0704', '0705'] },
    });
    expect(await run('status', { unitId: '0706' })).toMatchObject({ output: { unitId: '0706', phase: 'upcoming' } });
  });

  test('a stay that is over is none', async () => {
    const { run, clock } = await desk({ begun: false });
    await clock.advance(3 * DAY);
    expect(await run('status')).toMatchObject({ code: 'STAY_NOT_FOUND' });
  });
});

describe('an arrival', () => {
  test('is noted with its hour, and says when they may come in', async () => {
    const { run, book, stay } = await desk({ begun: false });
    expect(await run('announceArrival', { when: 'umas 10 da manha' })).toMatchObject({
      output: { arrivalTime: '10:00', checkInTime: '15:00', early: true },
    });
    expect(await run('announceArrival', { when: '9:15pm' })).toMatchObject({ output: { early: false } });
    expect(await stay()).toMatchObject({ arrivalTime: '21:15', checkInTime: '15:00' });
    await book({ unitId: '0706', checkIn: '2026-11-28', checkOut: '2026-11-30' });
    const next = { unitId: '0706' };
    expect(await run('announceArrival', { ...next, when: 'saturday about noon' })).toMatchObject({ kind: 'completed' });
    expect(await run('announceArrival', { ...next, when: 'sunday at noon' })).toMatchObject({ code: 'NOT_THE_DAY' });
  });

  test('without an hour is asked for it, and of a guest who is there refused', async () => {
    const { run } = await desk({ begun: false });
    expect(await run('announceArrival')).toMatchObject({ code: 'TIME_MISSING', detail: { checkInTime: '15:00' } });
    const there = await desk();
    expect(await there.run('announceArrival', { when: '6pm' })).toMatchObject({ code: 'STAY_BEGUN' });
  });
});

describe('a late check-out', () => {
  test('is granted where nobody arrives, and the same for who asks again', async () => {
    const { run, stay } = await desk();
    const asked = { when: 'as 14h' };
    expect(await run('requestLateCheckout', asked)).toMatchObject({
      output: { outcome: 'done', checkOut: '2026-11-24', checkOutTime: '14:00' },
    });
    expect(await run('requestLateCheckout', asked)).toMatchObject({
      output: { outcome: 'done', checkOutTime: '14:00' },
    });
    expect(await stay()).toMatchObject({ checkOutTime: '14:00', version: 3 });
  });

  test('is refused against the next arrival, with the latest hour that is possible', async () => {
    const { run, book, stay } = await desk();
    await book({ checkIn: '2026-11-24', checkOut: '2026-11-26', guests: [{ userId: 'emma' }] });
    expect(await run('requestLateCheckout', { when: '2pm' })).toEqual({
      kind: 'failed',
      code: 'LATE_CHECK_OUT_REFUSED',
      detail: { asked: '14:00', latest: '13:00', nextArrival: true, checkOut: '2026-11-24', checkOutTime: '11:00' },
    });
    expect(await run('requestLateCheckout')).toMatchObject({ code: 'TIME_MISSING', detail: { latest: '13:00' } });
    expect(await stay()).toMatchObject({ checkOutTime: '11:00' });
  });

  test('of another day or an earlier hour is none', async () => {
    const { run } = await desk();
    expect(await run('requestLateCheckout', { when: 'domingo às 14h' })).toMatchObject({ code: 'NOT_THE_DAY' });
    expect(await run('requestLateCheckout', { when: '9am' })).toMatchObject({ code: 'NOT_LATER' });
  });

  test('goes to staff where the building wants it, and only what is possible', async () => {
    const { run, grant, wishes, stay } = await desk();
    await grant({ lateCheckOut: 'staff' });
    expect(await run('requestLateCheckout', { when: '14h' })).toMatchObject({
      output: { outcome: 'handed_over', checkOutTime: '11:00', asked: '14:00' },
    });
    expect(wishes).toMatchObject([{ kind: 'late_check_out', asked: '14:00' }]);
    expect(await run('requestLateCheckout', { when: '22h' })).toMatchObject({ code: 'LATE_CHECK_OUT_REFUSED' });
    expect(await stay()).toMatchObject({ checkOutTime: '11:00' });
  });
});

describe('an extension', () => {
  test('goes to staff as a rule', async () => {
    const { run, wishes, stay } = await desk();
    expect(await run('extend', { until: 'mais 2 noites' })).toMatchObject({
      output: { outcome: 'handed_over', checkOut: '2026-11-24', asked: '2026-11-26', nights: 2 },
    });
    expect(wishes).toMatchObject([{ kind: 'extension', asked: '2026-11-26' }]);
    expect(await stay()).toMatchObject({ checkOut: '2026-11-24' });
  });

  test('that nobody could be told of is not said to be handed over', async () => {
    const { run } = await desk({ staff: false });
    expect(await run('extend', { until: 'mais 2 noites' })).toEqual({ kind: 'failed', code: 'NO_STAFF' });
  });

  test('is granted where the building lets guests, once for each request', async () => {
    const { tools, context, grant, stay } = await desk();
    await grant({ extension: 'granted' });
    const same = context();
    for (const _attempt of [1, 2]) {
      expect(await tools.get('stays.extend').execute({ until: 'one more night' }, same)).toMatchObject({
        output: { outcome: 'done', checkOut: '2026-11-25', asked: '2026-11-25', nights: 1 },
      });
    }
    expect(await stay()).toMatchObject({ checkOut: '2026-11-25' });
    await tools.get('stays.extend').execute({ until: 'one more night' }, context());
    expect(await stay()).toMatchObject({ checkOut: '2026-11-26' });
  });

  test('of the owner is granted at once, in their own unit', async () => {
    const { run } = await desk();
    expect(await run('extend', { until: 'dia 27' }, carlos)).toMatchObject({
      output: { outcome: 'done', checkOut: '2026-11-27', nights: 3 },
    });
  });

  test('of a stay from a channel goes to staff, whatever the building grants', async () => {
    const { run, grant, book, deps, of } = await desk({ begun: false });
    await cancelReservation(deps, { ...of('r1'), reason: 'guest' });
    await book({ checkIn: '2026-11-22', checkOut: '2026-11-24', source: 'airbnb' });
    await grant({ extension: 'granted' });
    expect(await run('extend', { until: 'sábado' })).toMatchObject({
      output: { outcome: 'handed_over', asked: '2026-11-28' },
    });
  });

  test('is refused when a night is taken, with the day until which it is not', async () => {
    const { run, book, grant } = await desk();
    await book({ checkIn: '2026-11-26', checkOut: '2026-11-28', guests: [{ userId: 'emma' }] });
    const refused = { code: 'NIGHTS_TAKEN', detail: { asked: '2026-11-27', latest: '2026-11-26' } };
    expect(await run('extend', { until: 'dia 27' })).toMatchObject(refused);
    await grant({ extension: 'granted' });
    expect(await run('extend', { until: 'dia 27' })).toMatchObject(refused);
  });

  test('without a day, to an earlier one, or of who only comes along is refused', async () => {
    const { run, deps, of, table } = await desk();
    expect(await run('extend', { until: 'rest of the week' })).toMatchObject({ code: 'DATE_MISSING' });
    expect(await run('extend', { until: '2026-11-23' })).toMatchObject({ code: 'NOT_LATER' });
    await changeGuests(deps, { ...of('r1'), guests: [{ userId: 'emma' }, { userId: 'james' }] });
    expect(await run('extend', { until: 'dia 27' })).toMatchObject({ code: 'NOT_WHO_BOOKED' });
    expect(await rulesOf({ table }, 'b1')).toMatchObject(USUAL_RULES);
  });
});

describe('a cancellation', () => {
  test('goes to staff as a rule, and is done once where the building lets guests', async () => {
    const { tools, run, context, grant, wishes, stay } = await desk({ begun: false });
    expect(await run('cancelOwn')).toMatchObject({ output: { outcome: 'handed_over' } });
    expect(wishes).toMatchObject([{ kind: 'cancellation' }]);
    await grant({ cancellation: 'granted' });
    const same = context();
    const cancel = () => tools.get('stays.cancelOwn').execute({}, same);
    expect(await cancel()).toMatchObject({ output: { outcome: 'done', unitId: '0704' } });
    expect(await cancel()).toEqual(await cancel());
    expect(await stay()).toMatchObject({ status: 'cancelled', reason: 'guest' });
  });

  test('is refused of a stay that has begun, and of one from a channel', async () => {
    const begun = await desk();
    expect(await begun.run('cancelOwn')).toMatchObject({ code: 'STAY_BEGUN' });
    const { run, book } = await desk({ begun: false });
    await book({ unitId: '0705', checkIn: '2026-11-28', checkOut: '2026-11-29', source: 'booking' });
    expect(await run('cancelOwn', { unitId: '0705' })).toMatchObject({
      code: 'BOOKED_ELSEWHERE',
      detail: { source: 'booking' },
    });
  });
});
