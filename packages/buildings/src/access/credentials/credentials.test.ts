import { DAY, HOUR, MINUTE } from '@bos/kernel/clock';
import { describe, expect, test } from 'vitest';
import { slotOf } from '../locks/lock-codes.ts';
import { accessDesk, buildingId } from '../testing/access-desk.ts';
import { changeValidity, codeStatus, revokeCredential } from './change-credential.ts';
import { createCodeSource } from './code-source.ts';
import { issueCredential } from './issue-credential.ts';

const slot = slotOf('c1');

const base = {
  buildingId,
  credentialId: 'c1',
  userId: 'maria',
  secret: { kind: 'tag', number: 'A1:B2:C3' },
  deviceIds: ['gate'],
  issuedBy: 'rafael',
} as const;

async function standing() {
  const desk = accessDesk();
  await desk.issue();
  await desk.clock.advance(HOUR);
  await desk.ring();
  const revoke = (expectedVersion?: number) =>
    revokeCredential(desk.deps, {
      ...desk.look(),
      revokedBy: 'rafael',
      ...(expectedVersion !== undefined && { expectedVersion }),
    });
  const read = async () => {
    const credential = await desk.store.get(buildingId, 'c1');
    if (credential === undefined) throw new Error('no credential');
    return credential;
  };
  return { ...desk, revoke, read };
}

describe('a credential', () => {
  test('is on its locks from its first moment to its last, by timers alone', async () => {
    const { issue, clock, ring, locks, store } = accessDesk();
    await issue();
    await clock.advance(HOUR - 1);
    await ring();
    expect(locks.peek('gate')).toEqual([]);
    await clock.advance(1);
    await ring();
    expect(locks.peek('gate')).toMatchObject([{ slot }]);
    expect(locks.peek('d1203')).toEqual(locks.peek('gate'));
    await clock.advance(DAY - 1);
    await ring();
    expect(locks.peek('gate')).toHaveLength(1);
    await clock.advance(1);
    await ring();
    expect([...locks.peek('gate'), ...locks.peek('d1203')]).toEqual([]);
    expect(await store.get(buildingId, 'c1')).toMatchObject({ status: 'expired', placedOn: [] });
  });

  test('is promised only when every lock has confirmed it', async () => {
    const { issue, clock, ring, locks, store, settle } = accessDesk();
    const status = async () => {
      const credential = await store.get(buildingId, 'c1');
      return credential && codeStatus(credential, clock.now());
    };
    locks.setMood('d1203', 'deaf');
    await issue();
    expect(await status()).toMatchObject({ kind: 'not_yet', late: false });
    await clock.advance(HOUR);
    await ring();
    expect(locks.peek('gate')).toHaveLength(1);
    expect(await status()).toMatchObject({ kind: 'not_yet', late: true });
    locks.setMood('d1203', 'works');
    await settle();
    expect(await status()).toMatchObject({ kind: 'works', secret: locks.peek('d1203')[0]?.secret });
    await clock.advance(DAY);
    expect(await status()).toEqual({ kind: 'over', owed: true });
    await ring();
    expect(await status()).toEqual({ kind: 'over', owed: false });
  });

  test('lies encrypted, and its secret is not kept when it is over', async () => {
    const { locks, items, revoke, read } = await standing();
    const secret = locks.peek('gate')[0]?.secret ?? '';
    expect(secret).toMatch(/^\d{6}$/);
    expect(JSON.stringify(items())).not.toContain(`"${secret}"`);
    await revoke();
    expect(await read()).not.toHaveProperty('secret');
  });

  test('counts what a lock shows, not what it answers: an answer that is lost does no harm', async () => {
    const { issue, clock, locks, ring, store } = accessDesk();
    locks.setMood('gate', 'mute');
    await issue();
    await clock.advance(HOUR);
    await ring();
    expect(await store.get(buildingId, 'c1')).toMatchObject({ status: 'active' });
  });

  test('gets another code when the lock has that one already', async () => {
    const { issue, clock, locks, ring, store } = accessDesk();
    const credential = await issue();
    locks.tamper('d1203', 'by hand', credential.secret);
    await clock.advance(HOUR);
    await ring();
    const after = await store.get(buildingId, 'c1');
    expect(after).toMatchObject({ status: 'active' });
    expect(after?.secret).not.toBe(credential.secret);
    for (const id of ['gate', 'd1203']) expect(locks.peek(id)).toContainEqual({ slot, secret: after?.secret });
  });

  test('that a lock refuses is given up, taken from the others, and staff are told', async () => {
    const { issue, clock, locks, ring, store, codesTold } = accessDesk();
    await issue();
    await clock.advance(HOUR);
    locks.setMood('d1203', 'refuses');
    await ring();
    expect(await store.get(buildingId, 'c1')).toMatchObject({ status: 'failed' });
    expect(locks.peek('gate')).toEqual([]);
    expect(codesTold()).toEqual(['CODE_REFUSED']);
  });

  test('waits for a lock that is out of reach: staff are told once, and it is tried again', async () => {
    const { issue, clock, locks, ring, store, codesTold } = accessDesk();
    locks.setMood('gate', 'offline');
    await issue();
    await clock.advance(HOUR);
    for (let minutes = 0; minutes < 40; minutes++) {
      await ring();
      await clock.advance(MINUTE);
    }
    expect(await store.get(buildingId, 'c1')).toMatchObject({ status: 'pending', tries: 6 });
    expect(codesTold()).toEqual(['CODE_NOT_SET']);
    locks.setMood('gate', 'works');
    await clock.advance(15 * MINUTE);
    await ring();
    expect(await store.get(buildingId, 'c1')).toMatchObject({ status: 'active', tries: 0 });
  });

  test('is refused where it makes no sense, by field', async () => {
    const { issue, inHours } = accessDesk();
    const cases = [
      [{ deviceIds: ['cellar'] }, 'deviceIds'],
      [{ deviceIds: [] }, 'deviceIds'],
      [{ validUntil: inHours(1) }, 'validUntil'],
      [{ validFrom: inHours(-3), validUntil: inHours(-1) }, 'validUntil'],
      [{ secret: { kind: 'tag', number: '#' } }, 'number'],
    ] as const;
    for (const [changes, field] of cases) {
      await expect(issue(changes)).rejects.toMatchObject({ code: 'INVALID_INPUT', problems: [{ field }] });
    }
  });

  test('of a reservation has an end', async () => {
    const { deps, inHours, clock } = accessDesk();
    const command = { ...base, validFrom: inHours(1), reservationId: 'r1', at: clock.now() };
    await expect(issueCredential(deps, command)).rejects.toMatchObject({ problems: [{ field: 'validUntil' }] });
  });

  test('without an end stands until it is taken back', async () => {
    const { deps, inHours, clock, ring, reconcile, locks } = accessDesk();
    await issueCredential(deps, { ...base, validFrom: inHours(0), at: clock.now() });
    await ring();
    await clock.advance(400 * DAY);
    await ring();
    await reconcile();
    expect(locks.peek('gate')).toEqual([{ slot, secret: 'A1:B2:C3' }]);
  });

  test('issued twice under one id is one, with one code', async () => {
    const { issue, store } = accessDesk();
    const [first, second] = await Promise.all([issue(), issue()]);
    expect(second.secret).toBe(first.secret);
    expect((await store.listOpen(buildingId)).items).toHaveLength(1);
  });
});

describe('taking a credential back', () => {
  test('is done when the locks have confirmed, and logged for each', async () => {
    const { revoke, locks, log, read } = await standing();
    expect(await revoke()).toMatchObject({ kind: 'over', credential: { status: 'revoked', endedBy: 'rafael' } });
    expect([...locks.peek('gate'), ...locks.peek('d1203')]).toEqual([]);
    expect(await read()).not.toHaveProperty('activatedAt');
    const { items } = await log.listOfUser(buildingId, 'james');
    expect(items.map(({ action, deviceId }) => `${action} ${deviceId}`).toSorted()).toEqual([
      'credential_removed d1203',
      'credential_removed gate',
      'credential_set d1203',
      'credential_set gate',
    ]);
  });

  test.each(['offline', 'refuses', 'deaf'] as const)(
    'from a lock that is %s stays owed until it confirms',
    async (mood) => {
      const { revoke, locks, read, clock, ring, codesTold } = await standing();
      locks.setMood('gate', mood);
      const owed = await revoke();
      expect(owed).toMatchObject({ kind: 'owed', credential: { version: (await read()).version } });
      expect(await read()).toMatchObject({ status: 'ending', ends: 'revoked' });
      expect(codesTold()).toEqual(['REVOCATION_OWED']);
      await clock.advance(MINUTE);
      await ring();
      expect(await read()).toMatchObject({ status: 'ending', tries: 2 });
      locks.setMood('gate', 'works');
      await clock.advance(2 * MINUTE);
      await ring();
      expect(await read()).toMatchObject({ status: 'revoked' });
      expect(locks.peek('gate')).toEqual([]);
      expect(codesTold()).toEqual(['REVOCATION_OWED']);
    },
  );

  test('before any lock was asked needs none of them', async () => {
    const { issue, locks, deps, look } = accessDesk();
    for (const id of ['gate', 'd1203']) locks.setMood(id, 'offline');
    await issue();
    expect(await revokeCredential(deps, { ...look(), revokedBy: 'rafael' })).toMatchObject({
      kind: 'over',
      credential: { status: 'revoked' },
    });
  });

  test('is not undone by a setting that was on its way', async () => {
    const { issue, clock, before, deps, look, ring, locks, store } = accessDesk();
    await issue();
    await clock.advance(HOUR);
    before.run = () => revokeCredential(deps, { ...look(), revokedBy: 'rafael' });
    await ring();
    expect(await store.get(buildingId, 'c1')).toMatchObject({ status: 'revoked' });
    expect([...locks.peek('gate'), ...locks.peek('d1203')]).toEqual([]);
  });

  test('owes nothing to a lock that was taken out of the building', async () => {
    const { revoke, locks } = await standing();
    locks.takeOut('gate');
    expect(await revoke()).toMatchObject({ kind: 'over' });
  });

  test('is refused when somebody changed it since it was seen, and is an error where there is none', async () => {
    const { revoke, deps, look } = await standing();
    await expect(revoke(1)).rejects.toMatchObject({ code: 'CREDENTIAL_CHANGED_MEANWHILE' });
    await expect(revokeCredential(deps, { ...look('c9'), revokedBy: 'x' })).rejects.toMatchObject({
      code: 'CREDENTIAL_NOT_FOUND',
    });
  });
});

describe('moving its dates', () => {
  test('keeps a code that stands until the new end', async () => {
    const { deps, look, inHours, clock, ring, locks } = await standing();
    await changeValidity(deps, { ...look(), changedBy: 'ana', validUntil: inHours(48) });
    await clock.advance(DAY + HOUR);
    await ring();
    expect(locks.peek('gate')).toHaveLength(1);
    await clock.advance(DAY);
    await ring();
    expect(locks.peek('gate')).toEqual([]);
  });

  test('to an end that has passed takes it away', async () => {
    const { deps, look, clock, inHours, locks } = await standing();
    await clock.advance(2 * HOUR);
    expect(await changeValidity(deps, { ...look(), changedBy: 'ana', validUntil: inHours(-1) })).toMatchObject({
      kind: 'over',
    });
    expect(locks.peek('gate')).toEqual([]);
  });

  test('is refused where it is too late', async () => {
    const { deps, look, inHours, revoke } = await standing();
    const dates = { validFrom: inHours(5), validUntil: inHours(9) };
    await expect(changeValidity(deps, { ...look(), changedBy: 'ana', ...dates })).rejects.toMatchObject({
      code: 'CREDENTIAL_BEGUN',
    });
    await revoke();
    await expect(changeValidity(deps, { ...look(), changedBy: 'ana', ...dates })).rejects.toMatchObject({
      code: 'CREDENTIAL_ENDED',
    });
  });
});

test('codes are not what people try first', () => {
  const digits = [...'111111', ...'123456', ...'987654', ...'121212', ...'739105'].map(Number);
  expect(createCodeSource(() => digits.shift() ?? 0).next()).toBe('739105');
});
