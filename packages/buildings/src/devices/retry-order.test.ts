import { MINUTE } from '@bos/kernel/clock';
import { create, remove } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { createAccessLogStore } from '../access/log/access-log-store.ts';
import { commandDevice, LONGEST_ORDER, readBackOrder } from './command-device.ts';
import { type Device, deviceEntity } from './device.ts';
import type { DeviceGateway, SendResult } from './device-gateway.ts';
import { createDeviceOrderStore } from './device-order-store.ts';
import { retryOrder } from './retry-order.ts';

const buildingId = 'b1';
const GATE: Device = { kind: 'door', buildingId, deviceId: 'gate', name: 'Gate', door: 'gate', gateway: 'simulator' };
const OPENED: SendResult = { outcome: 'confirmed', state: { kind: 'door', locked: false } };

/** A gate that is offline, and a wish to open it that waits for two minutes. */
async function waitingGate() {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  await table.write([create(deviceEntity, GATE)]);
  const world = { answer: async (): Promise<SendResult> => ({ outcome: 'offline' }), sent: 0, refusal: '' };
  const gateway: DeviceGateway = {
    async send() {
      world.sent++;
      return world.answer();
    },
    read: async () => OPENED.state,
  };
  const deps = { table, gateway, clock };
  const { signal } = new AbortController();
  const expiresAt = new Date(clock.now().getTime() + 2 * MINUTE);
  const command = () =>
    commandDevice(
      deps,
      GATE,
      { kind: 'open_door' },
      { userId: 'maria', idempotencyKey: 'k', at: clock.now(), signal, expiresAt },
    );
  const refusalOf = async () => (world.refusal === '' ? undefined : world.refusal);
  const { orderId } = await command();
  const orders = createDeviceOrderStore(table);
  return {
    world,
    clock,
    table,
    command,
    retry: () => retryOrder({ ...deps, refusalOf }, { buildingId, orderId, at: clock.now(), signal }),
    stored: () => orders.get(buildingId, orderId),
    unsettled: () => orders.listUnsettled(buildingId, new Date(clock.now().getTime() + 1), 10),
    readBack: async () => {
      const [order] = await orders.listUnsettled(buildingId, clock.now(), 1);
      return order?.status === 'sent' ? readBackOrder(deps, GATE, order, { at: clock.now(), signal }) : undefined;
    },
    log: async () => (await createAccessLogStore(table).list(buildingId)).items,
  };
}

describe('a command that waits for its device', () => {
  test('is not done, stands in no access log, and is found again', async () => {
    const { command, stored, log, unsettled, world } = await waitingGate();
    expect(await stored()).toMatchObject({ status: 'waiting', userId: 'maria' });
    expect(await log()).toEqual([]);
    expect(await unsettled()).toHaveLength(1);
    expect(await command()).toMatchObject({ status: 'waiting' });
    expect(world.sent).toBe(1);
  });

  test('is carried out when the device answers, once, and stands in the access log then', async () => {
    const { retry, world, clock, log, unsettled } = await waitingGate();
    await clock.advance(MINUTE);
    expect(await retry()).toMatchObject({ status: 'waiting' });
    world.answer = async () => OPENED;
    await clock.advance(1_000);
    const [first, second] = await Promise.all([retry(), retry()]);
    expect([first?.status, second?.status]).toContain('done');
    expect(await retry()).toMatchObject({ status: 'done' });
    expect(world.sent).toBe(3);
    expect(await log()).toMatchObject([{ action: 'door_command', outcome: 'done', userId: 'maria' }]);
    expect(await unsettled()).toEqual([]);
  });

  test('is never carried out when its time is over, though the device is back', async () => {
    const { retry, world, clock, log } = await waitingGate();
    world.answer = async () => OPENED;
    await clock.advance(2 * MINUTE);
    expect(await retry()).toMatchObject({ status: 'failed', code: 'ORDER_EXPIRED' });
    expect(await retry()).toMatchObject({ status: 'failed' });
    expect(world.sent).toBe(1);
    expect(await log()).toMatchObject([{ outcome: 'failed', code: 'ORDER_EXPIRED' }]);
  });

  test('whose last try meets the device offline still, ends as failed', async () => {
    const { retry, world, clock } = await waitingGate();
    await clock.advance(2 * MINUTE - 1);
    world.answer = async () => {
      await clock.advance(1);
      return { outcome: 'offline' };
    };
    expect(await retry()).toMatchObject({ status: 'failed', code: 'DEVICE_OFFLINE' });
  });

  test('is refused by the rights of now, without asking the device', async () => {
    const { retry, world, log } = await waitingGate();
    world.refusal = 'NOT_IN_FORCE';
    expect(await retry()).toMatchObject({ status: 'refused', code: 'NOT_IN_FORCE' });
    expect(world.sent).toBe(1);
    expect(await log()).toMatchObject([{ outcome: 'refused', code: 'NOT_IN_FORCE' }]);
  });

  test('of a device that was taken out of the building fails', async () => {
    const { retry, table } = await waitingGate();
    const device = await table.get(deviceEntity, { buildingId, deviceId: 'gate' });
    if (device === undefined) throw new Error('no device');
    await table.write([remove(deviceEntity, device)]);
    expect(await retry()).toMatchObject({ status: 'failed', code: 'DEVICE_NOT_FOUND' });
  });

  test('and was killed in the middle of a try is read back and not sent again', async () => {
    const { retry, world, clock, readBack, stored } = await waitingGate();
    world.answer = async () => {
      throw new Error('killed');
    };
    await clock.advance(MINUTE);
    await expect(retry()).rejects.toThrow('killed');
    expect(await stored()).toMatchObject({ status: 'sent' });
    expect(await retry()).toMatchObject({ status: 'sent' });
    await clock.advance(LONGEST_ORDER);
    expect(await readBack()).toMatchObject({ status: 'done' });
    expect(world.sent).toBe(2);
  });
});
