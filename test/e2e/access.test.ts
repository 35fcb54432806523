import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgedTokens } from '../support/forged-tokens.ts';
import { removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';
import { chosenTarget, type Target } from '../support/target.ts';

const TICKETS = '/v1/buildings/demo/tickets';

let system: SystemUnderTest<Target>;

beforeAll(async () => {
  system = await startSystemUnderTest({ target: chosenTarget });
});

afterAll(async () => {
  await system?.stop();
  if (system) removeDataDir(system.dataDir);
});

const ask = (path: string, authorization?: string) =>
  fetch(`${system.url}${path}`, { headers: authorization === undefined ? {} : { authorization } });

describe('401: who is asking', () => {
  test('without a token, or with something else in its place', async () => {
    const token = await system.token('manager');
    for (const authorization of [undefined, '', 'Bearer', 'Bearer ', `Basic ${token}`, token]) {
      expect((await ask(TICKETS, authorization)).status, authorization).toBe(401);
    }
    expect((await ask(TICKETS, `bearer ${token}`)).status, 'the scheme in small letters').toBe(200);
  });

  test('with a token that was forged, in whatever way', async () => {
    for (const [flaw, token] of forgedTokens(await system.token('manager'))) {
      expect((await ask(TICKETS, `Bearer ${token}`)).status, flaw).toBe(401);
    }
  });

  test('with a genuine token of somebody whom nobody knows', async () => {
    expect((await ask('/v1/buildings', `Bearer ${await system.strangersToken()}`)).status).toBe(401);
  });

  test('a token is not looked at where none is needed', async () => {
    expect((await ask('/openapi.json', 'Bearer opensesame')).status).toBe(200);
  });
});

describe('403: whether they may', () => {
  test.each([
    ['a resident', 'resident', '/v1/buildings/demo/people'],
    ['a guest', 'guest', '/v1/buildings/demo/units'],
  ])('%s, as %s, may not read %s', async (_who, role, path) => {
    const { status, body } = await system.get(path, role);
    expect(status).toBe(403);
    expect(body).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('nor change what they may not even read', async () => {
    const path = '/v1/buildings/demo/conversations/01M7N4F340J1SEH6T0PDBYWVZG/take-over';
    expect((await system.call('POST', path, undefined, { role: 'resident' })).status).toBe(403);
  });
});

describe('404: what is there', () => {
  test.each([
    ['another building', '/v1/buildings/other/tickets'],
    ['a building whose name is no name', '/v1/buildings/demo%23x/tickets'],
    ['a ticket that is not there', `${TICKETS}/01M7N4F340J1SEH6T0PDBYWVZG`],
    ['a path that is not there', '/v1/nothing'],
    ['a method that is not there', '/webhooks/whatsapp/more'],
  ])('%s', async (_what, path) => expect((await system.get(path)).status).toBe(404));

  test('the demo building, for somebody who is in none', async () => {
    expect((await ask(TICKETS, `Bearer ${await system.strangersToken()}`)).status).toBe(404);
  });
});
