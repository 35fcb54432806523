import { HOUR } from '@bos/kernel/clock';
import { remove } from '@bos/table/write';
import { describe, expect, test } from 'vitest';
import { slotOf } from '../locks/lock-codes.ts';
import { accessDesk, buildingId } from '../testing/access-desk.ts';
import { revokeCredential } from './change-credential.ts';
import { credentialEntity } from './credential.ts';

const slot = slotOf('c1');

async function standing() {
  const desk = accessDesk();
  await desk.issue();
  await desk.clock.advance(HOUR);
  await desk.ring();
  return desk;
}

describe('the hourly reconciliation', () => {
  test('finds nothing to do where all is well', async () => {
    const { reconcile, codesTold } = await standing();
    expect(await reconcile()).toEqual({ settled: 0, owed: [], corrected: [], unreachable: [] });
    expect(codesTold()).toEqual([]);
  });

  test('does what lost timers left undone, at the beginning and at the end', async () => {
    const { issue, clock, schedules, reconcile, locks, store } = accessDesk();
    await issue();
    await clock.advance(2 * HOUR);
    schedules.take(clock.now());
    expect(await reconcile()).toMatchObject({ settled: 1 });
    expect(locks.peek('gate')).toHaveLength(1);
    await clock.advance(24 * HOUR);
    schedules.take(clock.now());
    await reconcile();
    expect(locks.peek('gate')).toEqual([]);
    expect(await store.get(buildingId, 'c1')).toMatchObject({ status: 'expired' });
  });

  test('sets the timer anew of what falls due before its next run', async () => {
    const { issue, reconcile, schedules, inHours } = accessDesk();
    await issue({ validFrom: inHours(1) });
    schedules.take(inHours(9));
    await reconcile();
    expect(schedules.pending().map(({ at }) => at)).toEqual([inHours(1)]);
  });

  test('puts back what a lock has lost, and what somebody changed at it, and logs both', async () => {
    const { reconcile, locks, log } = await standing();
    const wanted = locks.peek('gate');
    locks.tamper('gate', slot, undefined);
    locks.tamper('d1203', slot, '000000');
    expect((await reconcile()).corrected).toHaveLength(2);
    expect(locks.peek('gate')).toEqual(wanted);
    expect(locks.peek('d1203')).toEqual(wanted);
    const { items } = await log.list(buildingId);
    expect(items.filter(({ code }) => code === 'LOCK_CORRECTED')).toMatchObject([
      { action: 'credential_set', by: 'reconciliation' },
      { action: 'credential_set', by: 'reconciliation' },
    ]);
  });

  test('takes away what no credential lets be there: of one that is over, and of one that nobody knows', async () => {
    const { reconcile, locks, deps, look } = await standing();
    await revokeCredential(deps, { ...look(), revokedBy: 'rafael' });
    locks.tamper('gate', slot, '482913');
    locks.tamper('d1203', slotOf('forgotten'), '482914');
    expect((await reconcile()).corrected.map(({ credentialId }) => credentialId).toSorted()).toEqual([
      'c1',
      'forgotten',
    ]);
    expect([...locks.peek('gate'), ...locks.peek('d1203')]).toEqual([]);
  });

  test('takes away the code of somebody who was erased', async () => {
    const { reconcile, locks, store, table } = await standing();
    const credential = await store.get(buildingId, 'c1');
    if (credential) await table.write([remove(credentialEntity, credential)]);
    await reconcile();
    expect([...locks.peek('gate'), ...locks.peek('d1203')]).toEqual([]);
  });

  test('leaves what was set at the door, and tells staff of it', async () => {
    const { reconcile, locks, codesTold } = await standing();
    locks.tamper('gate', 'caretaker', '482913');
    await reconcile();
    expect(locks.peek('gate')).toHaveLength(2);
    expect(codesTold()).toEqual(['LOCK_ENTRY_FOREIGN']);
  });

  test('tells staff once a day of a lock that is out of reach, when something depends on it', async () => {
    const { reconcile, locks, codesTold, clock } = await standing();
    locks.setMood('gate', 'offline');
    expect((await reconcile()).unreachable).toEqual(['gate']);
    await clock.advance(HOUR);
    await reconcile();
    expect(codesTold()).toEqual(['LOCK_UNREACHABLE']);
    const idle = accessDesk();
    idle.locks.setMood('gate', 'offline');
    await idle.reconcile();
    expect(idle.codesTold()).toEqual([]);
  });

  test('tells staff of a lock that cannot be put right', async () => {
    const { reconcile, locks, codesTold } = await standing();
    locks.tamper('gate', slot, undefined);
    locks.setMood('gate', 'refuses');
    expect((await reconcile()).corrected).toEqual([]);
    expect(codesTold()).toEqual(['LOCK_NOT_CORRECTED']);
  });

  test('puts nothing back that is taken from its person at that moment', async () => {
    const { reconcile, locks, before, deps, look } = await standing();
    locks.tamper('gate', slot, undefined);
    before.run = () => revokeCredential(deps, { ...look(), revokedBy: 'rafael' });
    await reconcile();
    expect([...locks.peek('gate'), ...locks.peek('d1203')]).toEqual([]);
  });
});
