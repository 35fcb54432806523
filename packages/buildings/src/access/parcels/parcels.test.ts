import { DAY } from '@bos/kernel/clock';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { unitEntity } from '../../units/unit.ts';
import type { AccessRequester } from '../access-rights.ts';
import { createDayListStore } from '../day/day-list-store.ts';
import { closeParcel, noteParcelNotified, receiveParcel } from './change-parcel.ts';
import { createParcelStore } from './parcel-store.ts';

const buildingId = 'b1';
const rafael: AccessRequester = {
  userId: 'rafael',
  unitIds: [],
  inForce: true,
  permissions: { announceForOwnUnit: false, workAtDesk: true },
};
const maria: AccessRequester = {
  ...rafael,
  userId: 'maria',
  unitIds: ['1203'],
  permissions: { announceForOwnUnit: true, workAtDesk: false },
};
const details = {
  unitId: '1203',
  userId: 'maria',
  carrier: 'Correios',
  keptAt: 'shelf B2',
  trackingNumber: 'BR123456789',
} as const;

async function desk() {
  const clock = virtualClock();
  const { table, items } = createMemoryTable({ clock });
  await table.write([create(unitEntity, { buildingId, unitId: '1203', floor: 12 })]);
  const ids = () => ({ buildingId, parcelId: 'p1', at: clock.now() });
  return {
    clock,
    items,
    store: createParcelStore(table),
    day: createDayListStore(table),
    receive: (requester = rafael, changes: Partial<typeof details> | { readonly unitId: string } = {}) =>
      receiveParcel(
        { table },
        { ...ids(), requester, details: { ...details, ...changes }, timeZone: 'America/Sao_Paulo' },
      ),
    notified: () => noteParcelNotified({ table }, ids()),
    close: (change: 'collected' | 'returned', requester = rafael, more: { readonly expectedVersion?: number } = {}) =>
      closeParcel({ table }, { ...ids(), requester, change, ...more }),
  };
}

describe('a parcel', () => {
  test('is in the day’s list, and its recipient is still to be told', async () => {
    const { receive, store, day, items } = await desk();
    await receive();
    expect((await store.listUntold(buildingId)).items).toMatchObject([{ parcelId: 'p1', status: 'received' }]);
    expect((await day.parcels(buildingId, '2026-11-22')).items).toMatchObject([{ carrier: 'Correios' }]);
    expect(JSON.stringify(items())).not.toContain(details.trackingNumber);
  });

  test('waits when its recipient has been told, however often, until it is collected', async () => {
    const { receive, notified, close, store, day, clock } = await desk();
    await receive();
    expect(await notified()).toMatchObject({ status: 'notified', version: 2 });
    expect(await notified()).toMatchObject({ version: 2 });
    await clock.advance(DAY);
    expect((await store.listWaiting(buildingId)).items).toHaveLength(1);
    expect(await close('collected')).toMatchObject({ status: 'collected', version: 3 });
    for (const list of [store.listUntold, store.listWaiting]) expect((await list(buildingId)).items).toEqual([]);
    expect((await day.parcels(buildingId, '2026-11-22')).items).toMatchObject([{ status: 'collected' }]);
    expect((await store.listOfUser(buildingId, 'maria')).items).toHaveLength(1);
  });

  test('that was collected before its notice stays collected', async () => {
    const { receive, notified, close } = await desk();
    await receive();
    await close('collected');
    expect(await notified()).toMatchObject({ status: 'collected' });
    await expect(close('returned')).rejects.toMatchObject({ code: 'PARCEL_TRANSITION_REFUSED' });
  });

  test('received twice under one id is one', async () => {
    const { receive, notified } = await desk();
    await receive();
    await notified();
    expect(await receive()).toMatchObject({ status: 'notified' });
  });

  test('is the desk’s to receive and to hand out, at the version that it saw', async () => {
    const { receive, close, notified } = await desk();
    await expect(receive(maria)).rejects.toMatchObject({ code: 'ACCESS_NOT_ALLOWED' });
    await expect(close('collected')).rejects.toMatchObject({ code: 'PARCEL_NOT_FOUND' });
    await receive();
    await notified();
    await expect(close('collected', maria)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(close('collected', rafael, { expectedVersion: 1 })).rejects.toMatchObject({
      code: 'PARCEL_CHANGED_MEANWHILE',
    });
  });

  test('is for a unit that there is', async () => {
    const { receive } = await desk();
    await expect(receive(rafael, { unitId: '9999' })).rejects.toMatchObject({ problems: [{ field: 'unitId' }] });
  });
});
