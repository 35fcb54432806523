import { accessDesk, buildingId } from '@bos/buildings/access/testing/access-desk';
import { testContext } from '@bos/missions/tools/testing/test-context';
import type { Requester } from '@bos/missions/tools/tool-context';
import { createToolRegistry } from '@bos/missions/tools/tool-registry';
import { describe, expect, test } from 'vitest';
import { credentialTools } from './credential-tools.ts';

const james: Requester = { userId: 'james', roles: ['guest'], unitIds: ['0704'], inForce: true };

function room() {
  const desk = accessDesk();
  const tools = createToolRegistry(credentialTools(async () => desk.deps));
  const run = (tool: string, { userId = 'james', missionId = 'm1' } = {}) =>
    tools.get(tool).execute(
      {},
      testContext({
        buildingId,
        missionId,
        requester: { ...james, userId },
        now: desk.clock.now(),
        requestedAt: desk.clock.now(),
      }),
    );
  const issueNow = (changes = {}) => desk.issue({ validFrom: desk.clock.now(), ...changes });
  const tag = (changes = {}) => issueNow({ secret: { kind: 'tag', number: '04:A2:19' }, ...changes });
  const secretOf = async (id: string) => (await desk.store.get(buildingId, id))?.secret;
  const codesOn = (lock: string) => desk.locks.peek(lock).map(({ secret }) => secret);
  return { ...desk, run, issueNow, tag, secretOf, codesOn };
}

describe('access.code_status', () => {
  test('works once every lock has confirmed it, and the step holds no code', async () => {
    const { run, issueNow, settle, secretOf } = room();
    await issueNow();
    await settle();
    const outcome = await run('access.code_status');
    expect(outcome).toMatchObject({
      kind: 'completed',
      output: { credentialId: 'c1', state: 'works', locks: ['gate', 'd1203'] },
    });
    expect(JSON.stringify(outcome)).not.toContain((await secretOf('c1')) ?? '?');
  });

  test('is not promised before its time', async () => {
    const { run, issue } = room();
    await issue();
    expect(await run('access.code_status')).toMatchObject({ output: { state: 'not_yet' } });
  });

  test('is not promised while a lock is out of reach, and is asked of it again when it is back', async () => {
    const { run, issueNow, settle, locks } = room();
    locks.setMood('gate', 'offline');
    await issueNow();
    await settle();
    expect(await run('access.code_status')).toMatchObject({ output: { state: 'late' } });
    locks.setMood('gate', 'works');
    expect(await run('access.code_status')).toMatchObject({ output: { state: 'works' } });
  });

  test('is over when its time is', async () => {
    const { run, issueNow, settle, clock } = room();
    await issueNow();
    await settle();
    await clock.advance(26 * 3_600_000);
    await settle();
    expect(await run('access.code_status')).toMatchObject({ code: 'CODE_OVER' });
  });

  test('is nobody else’s business', async () => {
    const { run, issueNow } = room();
    await issueNow();
    expect(await run('access.code_status', { userId: 'maria' })).toEqual({ kind: 'failed', code: 'NO_CODE' });
  });
});

describe('access.replace_code', () => {
  test('gives another code for the same locks and time, and takes the lost one from them', async () => {
    const { run, issueNow, settle, secretOf, codesOn, store } = room();
    const old = await issueNow({ reservationId: 'r1' });
    await settle();
    const outcome = await run('access.replace_code');
    expect(outcome).toMatchObject({ kind: 'completed', output: { state: 'works', owed: false } });
    const fresh = (await store.listOfUser(buildingId, 'james')).items.find(({ credentialId }) => credentialId !== 'c1');
    expect(fresh).toMatchObject({ status: 'active', reservationId: 'r1', validUntil: old.validUntil });
    expect(codesOn('gate')).toEqual([await secretOf(fresh?.credentialId ?? '')]);
    expect(codesOn('gate')).not.toContain(old.secret);
    expect((await store.get(buildingId, 'c1'))?.status).toBe('revoked');
  });

  test('run again for the same step replaces nothing more', async () => {
    const { run, issueNow, settle, store } = room();
    await issueNow();
    await settle();
    expect(await run('access.replace_code')).toEqual(await run('access.replace_code'));
    expect((await store.listOfUser(buildingId, 'james')).items).toHaveLength(2);
  });

  test('with a lock out of reach promises neither that the new one opens nor that the old one does not', async () => {
    const { run, issueNow, settle, locks } = room();
    await issueNow();
    await settle();
    locks.setMood('gate', 'offline');
    expect(await run('access.replace_code')).toMatchObject({ output: { state: 'late', owed: true } });
  });

  test('before its time replaces what no lock has seen', async () => {
    const { run, issue } = room();
    await issue();
    expect(await run('access.replace_code')).toMatchObject({ output: { state: 'not_yet', owed: false } });
  });

  test('finds nothing for who has none', async () => {
    const { run } = room();
    expect(await run('access.replace_code')).toEqual({ kind: 'failed', code: 'NO_CODE' });
  });
});

describe('access.revoke_tag', () => {
  test('is revoked when every lock has confirmed, and again for the same step', async () => {
    const { run, tag, settle, codesOn } = room();
    await tag();
    await settle();
    expect(await run('access.revoke_tag')).toMatchObject({ output: { state: 'revoked', locks: ['gate', 'd1203'] } });
    expect(codesOn('gate')).toEqual([]);
    expect(await run('access.revoke_tag')).toMatchObject({ output: { state: 'revoked' } });
  });

  test('is being revoked while a lock does not answer, and asked for again it goes', async () => {
    const { run, tag, settle, locks, clock } = room();
    await tag();
    await settle();
    locks.setMood('gate', 'offline');
    expect(await run('access.revoke_tag')).toMatchObject({ output: { state: 'revoking' } });
    await clock.advance(60_000);
    locks.setMood('gate', 'works');
    expect(await run('access.revoke_tag', { missionId: 'm2' })).toMatchObject({ output: { state: 'revoked' } });
    await clock.advance(60_000);
    expect(await run('access.revoke_tag', { missionId: 'm3' })).toMatchObject({ code: 'NO_TAG' });
  });

  test('one of several is not guessed', async () => {
    const { run, tag, store } = room();
    await tag();
    await tag({ credentialId: 'c2', secret: { kind: 'tag', number: '04:A2:20' } });
    expect(await run('access.revoke_tag')).toEqual({ kind: 'failed', code: 'SEVERAL_TAGS', detail: { count: 2 } });
    expect((await store.get(buildingId, 'c1'))?.status).toBe('pending');
  });

  test('touches neither codes nor what is another’s', async () => {
    const { run, issueNow, tag } = room();
    await issueNow();
    await tag({ credentialId: 'c2', userId: 'maria' });
    expect(await run('access.revoke_tag')).toEqual({ kind: 'failed', code: 'NO_TAG' });
  });
});
