import { MINUTE } from '@bos/kernel/clock';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { createAccessLogStore } from '../access/log/access-log-store.ts';
import { commandDevice, LONGEST_ORDER, readBackCommand, refuseOrder } from './command-device.ts';
import { type Device, deviceEntity } from './device.ts';
import type { DeviceGateway, SendResult } from './device-gateway.ts';
import { deviceOrderEntity } from './device-order.ts';
import { createDeviceOrderStore } from './device-order-store.ts';
import type { DeviceState } from './device-state.ts';

const buildingId = 'b1';
const GATE: Device = { kind: 'door', buildingId, deviceId: 'gate', name: 'Gate', door: 'gate', gateway: 'simulator' };
const OPEN = { kind: 'open_door' } as const;
const UNLOCKED: DeviceState = { kind: 'door', locked: false };
const LOCKED: DeviceState = { kind: 'door', locked: true };

/** A gate whose answers are given, and what it was sent. */
async function gate(answer: SendResult | (() => Promise<SendResult>), shown?: DeviceState) {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  await table.write([create(deviceEntity, GATE)]);
  const sent: string[] = [];
  const device = { shown };
  const gateway: DeviceGateway = {
    async send(_device, _command, { idempotencyKey }) {
      sent.push(idempotencyKey);
      return typeof answer === 'function' ? answer() : answer;
    },
    read: async () => device.shown,
  };
  const { signal } = new AbortController();
  const deps = { table, gateway };
  const terms = (idempotencyKey = 'k1') => ({
    userId: 'maria',
    missionId: 'm1',
    idempotencyKey,
    at: clock.now(),
    signal,
  });
  return {
    clock,
    table,
    sent,
    device,
    deps,
    terms,
    command: (key?: string) => commandDevice(deps, GATE, OPEN, terms(key)),
    readBack: (key?: string) => readBackCommand(deps, GATE, terms(key)),
    log: async () => (await createAccessLogStore(table).list(buildingId)).items,
    unsettled: () => createDeviceOrderStore(table).listUnsettled(buildingId, clock.now(), 10),
  };
}

describe('a command to a device', () => {
  test.each<[string, SendResult, DeviceState | undefined, object]>([
    ['that confirms and shows it', { outcome: 'confirmed', state: UNLOCKED }, undefined, { status: 'done' }],
    ['that confirms and does not show it', { outcome: 'confirmed', state: LOCKED }, undefined, { status: 'unknown' }],
    ['that confirms and shows nothing by itself', { outcome: 'confirmed' }, UNLOCKED, { status: 'done' }],
    ['whose answer was lost, and that shows it', { outcome: 'unknown' }, UNLOCKED, { status: 'done' }],
    ['whose answer was lost, and that shows nothing', { outcome: 'unknown' }, undefined, { status: 'unknown' }],
    ['that refuses', { outcome: 'refused' }, LOCKED, { status: 'refused', code: 'DEVICE_REFUSED' }],
    ['that is offline', { outcome: 'offline' }, undefined, { status: 'failed', code: 'DEVICE_OFFLINE' }],
  ])('%s', async (_which, answer, shown, expected) => {
    const { command, log, unsettled } = await gate(answer, shown);
    const order = await command();
    expect(order).toMatchObject({ ...expected, deviceId: 'gate', userId: 'maria', command: OPEN });
    const { status: outcome } = order;
    const code = 'code' in order ? { code: order.code } : {};
    expect(await log()).toMatchObject([{ action: 'door_command', outcome, ...code, missionId: 'm1', userId: 'maria' }]);
    expect(await unsettled()).toEqual([]);
  });

  test('is sent once for one key, and its entry is one, however often it is asked for', async () => {
    const { command, readBack, log, sent, clock } = await gate({ outcome: 'offline' });
    const first = await command();
    await clock.advance(MINUTE);
    expect(await command()).toMatchObject({ orderId: first.orderId, status: 'failed', sentAt: first.sentAt });
    expect(await readBack()).toMatchObject({ orderId: first.orderId, status: 'failed' });
    expect(sent).toEqual(['k1']);
    expect(await log()).toHaveLength(1);
    await command('k2');
    expect(sent).toEqual(['k1', 'k2']);
    expect(await log()).toHaveLength(2);
  });

  test('that broke off is read back and never sent again', async () => {
    const { command, readBack, log, sent, device, clock, unsettled } = await gate(async () => {
      throw new Error('killed');
    });
    await expect(command()).rejects.toThrow('killed');
    // Somebody may still be waiting for it.
    await expect(command()).rejects.toMatchObject({ code: 'ORDER_IN_HAND' });
    expect(await log()).toEqual([]);
    device.shown = UNLOCKED;
    await clock.advance(1_000);
    expect(await unsettled()).toHaveLength(1);
    expect(await readBack()).toMatchObject({ status: 'done' });
    expect(sent).toEqual(['k1']);
    expect(await log()).toMatchObject([{ outcome: 'done' }]);
    expect(await unsettled()).toEqual([]);
  });

  test('that broke off is asked for again later: nobody can tell, and so it stays', async () => {
    const { command, sent, device, clock } = await gate(async () => {
      throw new Error('killed');
    });
    await expect(command()).rejects.toThrow('killed');
    await clock.advance(LONGEST_ORDER);
    expect(await command()).toMatchObject({ status: 'unknown' });
    device.shown = UNLOCKED;
    expect(await command()).toMatchObject({ status: 'unknown' });
    expect(sent).toEqual(['k1']);
  });

  test('that the device cannot understand is refused without asking it', async () => {
    const { deps, terms, sent } = await gate({ outcome: 'confirmed' });
    const order = await commandDevice(deps, GATE, { kind: 'call_elevator', floor: 3 }, terms());
    expect(order).toMatchObject({ status: 'refused', code: 'DEVICE_REFUSED' });
    expect(sent).toEqual([]);
  });

  test('that somebody may not give is noted once, with its code', async () => {
    const { deps, terms, log, sent, readBack } = await gate({ outcome: 'confirmed' });
    for (let times = 0; times < 2; times++) {
      await refuseOrder(deps, GATE, OPEN, { ...terms(), code: 'NOT_YOUR_UNIT' });
    }
    expect(await log()).toMatchObject([{ outcome: 'refused', code: 'NOT_YOUR_UNIT' }]);
    expect(await readBack()).toMatchObject({ status: 'refused', code: 'NOT_YOUR_UNIT' });
    expect(sent).toEqual([]);
  });

  test('of which two attempts learn the end at once ends once', async () => {
    const { table, readBack, log, device, clock } = await gate({ outcome: 'unknown' });
    const { orderId, ...order } = { ...(await sentOrder()), at: clock.now() };
    const { at: _at, ...plain } = order;
    await table.write([create(deviceOrderEntity, { ...plain, orderId })]);
    device.shown = UNLOCKED;
    const ends = await Promise.all([readBack(), readBack()]);
    expect(ends.map((end) => end?.status)).toEqual(['done', 'done']);
    expect(await log()).toHaveLength(1);
  });
});

/** An order as a kill leaves it. */
async function sentOrder() {
  const { orderIdOf } = await import('./device-order.ts');
  return {
    status: 'sent',
    buildingId,
    deviceId: 'gate',
    orderId: orderIdOf('gate', 'maria', 'k1'),
    command: OPEN,
    userId: 'maria',
    sentAt: '2026-11-22T12:00:00.000Z',
  } as const;
}
