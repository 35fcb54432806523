import { HOUR, MINUTE } from '@bos/kernel/clock';
import { create } from '@bos/table/write';
import { describe, expect, test } from 'vitest';
import { type DoorDevice, deviceEntity } from '../../devices/device.ts';
import { unitEntity } from '../../units/unit.ts';
import { slotOf } from '../locks/lock-codes.ts';
import { accessDesk, buildingId } from '../testing/access-desk.ts';
import { revokeCredential } from './change-credential.ts';
import { followStay } from './follow-stay.ts';
import { replaceCode } from './replace-code.ts';
import { codesOfStay, STAY_GRACE, type StayAccess } from './stay-access.ts';

const reservationId = 'r1';
const doorOf = (deviceId: string, over: Partial<DoorDevice> = {}): DoorDevice => ({
  kind: 'door',
  buildingId,
  deviceId,
  name: deviceId,
  door: 'unit',
  gateway: 'simulator',
  ...over,
});

/** Two units of tower A; the stay is from two hours to two days from now. */
async function house() {
  const desk = accessDesk({ lockIds: ['gate', 'lobby-b', 'garage', 'u0704', 'u0705'] });
  await desk.table.write([
    create(unitEntity, { buildingId, unitId: '0704', tower: 'A', floor: 7 }),
    create(unitEntity, { buildingId, unitId: '0705', tower: 'A', floor: 7 }),
    create(unitEntity, { buildingId, unitId: '0900', tower: 'C', floor: 9 }),
    create(deviceEntity, doorOf('gate', { door: 'gate' })),
    create(deviceEntity, doorOf('lobby-b', { door: 'lobby', tower: 'B' })),
    create(deviceEntity, doorOf('garage', { door: 'garage' })),
    create(deviceEntity, doorOf('u0704', { unitId: '0704', tower: 'A' })),
    create(deviceEntity, doorOf('u0705', { unitId: '0705', tower: 'A' })),
  ]);
  const start = desk.clock.now().getTime();
  const hour = (hours: number) => new Date(start + hours * HOUR);
  const { signal } = new AbortController();
  const james = { userId: 'james', unitId: '0704', from: hour(2), until: hour(48) };
  const follow = (changes: Partial<NonNullable<StayAccess['wanted']>> | 'nobody' = {}) =>
    followStay(desk.deps, {
      buildingId,
      reservationId,
      guestIds: ['james'],
      ...(changes !== 'nobody' && { wanted: { ...james, ...changes } }),
      at: desk.clock.now(),
      signal,
    });
  return {
    ...desk,
    hour,
    follow,
    codes: () => codesOfStay(desk.store, { buildingId, reservationId }),
    async until(hours: number) {
      await desk.clock.advance(hour(hours).getTime() - desk.clock.now().getTime());
      await desk.ring();
    },
    on: (deviceId: string) => desk.locks.peek(deviceId).map(({ slot }) => slot),
  };
}

describe('the code of a stay', () => {
  test('is planned for the doors on the way of its main guest, and works from check-in to check-out and a grace', async () => {
    const { follow, codes, until, on } = await house();
    expect(await follow()).toBe('standing');
    const [code] = await codes();
    expect(code).toMatchObject({ status: 'pending', userId: 'james', unitId: '0704', reservationId });
    expect(code?.deviceIds.toSorted()).toEqual(['gate', 'u0704']);
    await until(1.9);
    expect(on('gate')).toEqual([]);
    await until(2);
    expect(await codes()).toMatchObject([{ status: 'active' }]);
    expect([on('gate'), on('u0704'), on('garage'), on('lobby-b')]).toMatchObject([[{}], [{}], [], []]);
    await until(48 + STAY_GRACE / HOUR - 0.01);
    expect(on('u0704')).toHaveLength(1);
    await until(48 + STAY_GRACE / HOUR);
    expect([on('gate'), on('u0704')]).toEqual([[], []]);
    expect(await codes()).toMatchObject([{ status: 'expired' }]);
  });

  test('is one, however often and by how many at once it is looked at', async () => {
    const { follow, codes, items } = await house();
    await Promise.all([follow(), follow(), follow()]);
    const once = JSON.stringify(items());
    await follow();
    expect(await codes()).toHaveLength(1);
    expect(JSON.stringify(items())).toBe(once);
  });

  test('moves with the days before it begins, and with the last day after', async () => {
    const { follow, codes, until, hour, on } = await house();
    await follow();
    await follow({ from: hour(10), until: hour(60) });
    expect(await codes()).toMatchObject([{ validFrom: hour(10).toISOString() }]);
    await until(10);
    expect(on('u0704')).toHaveLength(1);
    await follow({ from: hour(10), until: hour(90) });
    await until(60 + STAY_GRACE / HOUR);
    expect(on('u0704')).toHaveLength(1);
    await until(90 + STAY_GRACE / HOUR);
    expect(on('u0704')).toEqual([]);
    expect(await codes()).toHaveLength(1);
  });

  test('that works already gives way to another when the stay begins later after all', async () => {
    const { follow, codes, until, hour, on } = await house();
    await follow();
    await until(2);
    await follow({ from: hour(26), until: hour(72) });
    expect([on('gate'), on('u0704')]).toEqual([[], []]);
    expect(await codes()).toMatchObject([{ status: 'revoked' }, { status: 'pending' }]);
  });

  test('gives way to another for another unit or another guest, each once', async () => {
    const { follow, codes, until, on } = await house();
    await follow();
    await until(2);
    await follow({ unitId: '0705' });
    await follow({ unitId: '0705' });
    await until(2.1);
    expect([on('u0704').length, on('u0705').length, on('gate').length]).toEqual([0, 1, 1]);
    await follow();
    await until(2.2);
    expect([on('u0704').length, on('u0705').length, on('gate').length]).toEqual([1, 0, 1]);
    await follow({ userId: 'mary' });
    const all = await codes();
    expect(all.map(({ status }) => status)).toEqual(['revoked', 'revoked', 'revoked', 'pending']);
    expect(all.at(-1)).toMatchObject({ userId: 'mary' });
  });

  test('is taken back when nobody is to come any more, and owed while a lock does not confirm', async () => {
    const { follow, codes, until, locks, clock, ring, on } = await house();
    await follow();
    await until(2);
    locks.setMood('u0704', 'offline');
    expect(await follow('nobody')).toBe('none');
    expect(await codes()).toMatchObject([{ status: 'ending', ends: 'revoked' }]);
    expect(on('gate')).toEqual([]);
    locks.setMood('u0704', 'works');
    await clock.advance(2 * MINUTE);
    await ring();
    expect(await codes()).toMatchObject([{ status: 'revoked' }]);
    expect(on('u0704')).toEqual([]);
  });

  test('that a person took back stays taken back, however the dates move', async () => {
    const { follow, codes, deps, look, hour } = await house();
    await follow();
    const [code] = await codes();
    await revokeCredential(deps, { ...look(code?.credentialId), revokedBy: 'rafael' });
    expect(await follow({ until: hour(60) })).toBe('withheld');
    expect(await codes()).toHaveLength(1);
    expect(await follow({ unitId: '0705' })).toBe('standing');
  });

  test('that was lost and replaced lives on in the replacement, which moves with the stay and goes with it', async () => {
    const { follow, codes, until, deps, look, hour, on } = await house();
    await follow();
    await until(2);
    const replacementId = (credentialId: string) => `${credentialId}-replaced`;
    await replaceCode(deps, { ...look(), userId: 'james', replacementId });
    expect(await follow({ until: hour(72) })).toBe('standing');
    expect(await codes()).toMatchObject([{ status: 'revoked' }]);
    await until(71);
    expect(on('u0704')).toEqual([expect.stringContaining('-replaced')]);
    expect(await follow({ unitId: '0705', until: hour(72) })).toBe('standing');
    await until(71.1);
    expect([on('u0704').length, on('u0705').length]).toEqual([0, 1]);
  });

  test('is followed by another when the stay is extended after its time ran out', async () => {
    const { follow, codes, until, hour, on } = await house();
    await follow();
    await until(49);
    expect(await follow()).toBe('none');
    expect(await codes()).toMatchObject([{ status: 'expired' }]);
    expect(await follow({ until: hour(60) })).toBe('standing');
    await until(49.1);
    expect(on('u0704')).toHaveLength(1);
  });

  test('is none where no door on the way takes codes', async () => {
    const { follow, locks, codes } = await house();
    for (const id of ['gate', 'u0704', 'u0705']) locks.takeOut(id);
    expect(await follow()).toBe('no_locks');
    expect(await codes()).toEqual([]);
  });
});

describe('what staff gave for a stay by hand', () => {
  test('ends with the stay, begins no earlier, and goes with it', async () => {
    const { follow, issue, store, until, hour, on } = await house();
    await issue({ reservationId, validFrom: hour(0.5), validUntil: hour(200), deviceIds: ['garage'] });
    await follow();
    expect(await store.get(buildingId, 'c1')).toMatchObject({
      validFrom: hour(2).toISOString(),
      validUntil: new Date(hour(48).getTime() + STAY_GRACE).toISOString(),
    });
    await until(2);
    expect(on('garage')).toEqual([slotOf('c1')]);
    await follow('nobody');
    expect(on('garage')).toEqual([]);
    expect(await store.get(buildingId, 'c1')).toMatchObject({ status: 'revoked' });
  });

  test('for another stay of the same guest is left alone', async () => {
    const { follow, issue, store, hour } = await house();
    await issue({ reservationId: 'another', validFrom: hour(0.5), validUntil: hour(200), deviceIds: ['garage'] });
    await follow('nobody');
    expect(await store.get(buildingId, 'c1')).toMatchObject({ status: 'pending', version: 1 });
  });
});
