import { describe, expect, test } from 'vitest';
import { accessDesk, buildingId } from '../testing/access-desk.ts';
import { credentialAt, credentialsOf, replaceCode } from './replace-code.ts';

function room() {
  const desk = accessDesk();
  const replace = (userId = 'james') =>
    replaceCode(desk.deps, {
      buildingId,
      userId,
      replacementId: (id) => `${id}-new`,
      at: desk.clock.now(),
      signal: new AbortController().signal,
    });
  return { ...desk, replace };
}

describe('the code that counts', () => {
  test('is the newest that is due, else the first that is still to come, and none that is over', async () => {
    const { issue, inHours, deps, clock } = room();
    await issue({ credentialId: 'later', validFrom: inHours(9), validUntil: inHours(10) });
    await issue({ credentialId: 'soon', validFrom: inHours(2), validUntil: inHours(4) });
    await issue({ credentialId: 'tag', secret: { kind: 'tag', number: '04:A2:19' }, validFrom: clock.now() });
    const codes = await credentialsOf(deps, { buildingId, userId: 'james' }, 'code');
    const at = (hours: number) => credentialAt(codes, inHours(hours))?.credentialId;
    expect([at(0), at(3), at(5), at(11)]).toEqual(['soon', 'soon', 'later', undefined]);
  });
});

describe('a lost code', () => {
  test('is replaced by one for the same stay, locks and time', async () => {
    const { issue, replace, clock, store } = room();
    const old = await issue({ validFrom: clock.now(), reservationId: 'r1', unitId: '0704' });
    const { kind, unitId, reservationId, deviceIds, validFrom, validUntil } = old;
    expect(await replace()).toMatchObject({
      kind: 'replaced',
      old: { status: 'revoked' },
      fresh: { status: 'active' },
    });
    expect(await store.get(buildingId, 'c1-new')).toMatchObject({
      kind,
      unitId,
      reservationId,
      deviceIds,
      validFrom,
      validUntil,
      issuedBy: 'james',
    });
  });

  test('is replaced to the end by a second attempt that finds the first half done', async () => {
    const { issue, replace, clock, store, settle, locks } = room();
    await issue({ validFrom: clock.now() });
    await settle();
    locks.setMood('gate', 'offline');
    expect(await replace()).toMatchObject({ old: { status: 'ending' }, fresh: { status: 'pending' } });
    locks.setMood('gate', 'works');
    expect(await replace()).toMatchObject({ old: { status: 'revoked' }, fresh: { status: 'active' } });
    expect((await store.listOfUser(buildingId, 'james')).items).toHaveLength(2);
  });

  test.each([
    ['of another person', (desk: ReturnType<typeof room>) => desk.replace('maria')],
    [
      'whose locks are gone',
      async (desk: ReturnType<typeof room>) => {
        for (const id of ['gate', 'd1203']) desk.locks.takeOut(id);
        return desk.replace();
      },
    ],
  ])('%s is left as it is', async (_whose, attempt) => {
    const desk = room();
    await desk.issue({ validFrom: desk.clock.now() });
    expect(await attempt(desk)).toEqual({ kind: 'none' });
    expect((await desk.store.get(buildingId, 'c1'))?.status).toBe('pending');
  });
});
