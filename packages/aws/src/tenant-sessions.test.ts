import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { MINUTE } from '@bos/kernel/clock';
import { virtualClock } from '@bos/testing/clocks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { tableClientSettings } from './client-settings.ts';
import { createTenantSessions } from './tenant-sessions.ts';
import { createTenantSigning } from './tenant-signing.ts';

const START = new Date('2026-11-22T12:00:00Z');
const OPTIONS = { roleArn: 'arn:aws:iam::000000000000:role/tenant', sessionName: 'api-tickets' };

let clock: ReturnType<typeof virtualClock>;
let server: Server;
/** What STS was asked, as it was asked. */
let asked: URLSearchParams[];
/** Who signed each request to the table: the access key and whether a session came with it. */
let signers: string[];
let refusals: number;

const session = (building: string, count: number, expiration: Date) => `<AssumeRoleResponse
  xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
  <AccessKeyId>KEY-${building}-${count}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
  <SessionToken>token-${building}</SessionToken><Expiration>${expiration.toISOString()}</Expiration>
  </Credentials></AssumeRoleResult></AssumeRoleResponse>`;

const DENIED = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
  <Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>`;

function askSts(body: string): { status: number; body: string } {
  const request = new URLSearchParams(body);
  asked.push(request);
  if (refusals-- > 0) return { status: 403, body: DENIED };
  const building = request.get('Tags.member.1.Value') ?? '';
  const expiration = new Date(clock.now().getTime() + Number(request.get('DurationSeconds')) * 1_000);
  return { status: 200, body: session(building, asked.length, expiration) };
}

function noteSigner({ headers }: IncomingMessage): void {
  const key = /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1];
  signers.push(`${key} ${headers['x-amz-security-token'] ?? 'itself'}`);
}

beforeEach(async () => {
  clock = virtualClock(START);
  asked = [];
  signers = [];
  refusals = 0;
  server = createServer(async (request, response) => {
    const body = await text(request);
    if (request.headers['x-amz-target'] !== undefined) {
      noteSigner(request);
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
      return;
    }
    const answer = askSts(body);
    response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('the system named no port');
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${address.port}`);
  vi.stubEnv('AWS_REGION', 'sa-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'OWN');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('AWS_SESSION_TOKEN', undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

describe('a session', () => {
  test('is the role’s, tagged with the building, named after the function, for twenty minutes', async () => {
    const sessions = createTenantSessions({ ...OPTIONS, clock });
    await expect(sessions.of('b1')).resolves.toEqual({
      accessKeyId: 'KEY-b1-1',
      secretAccessKey: 'secret',
      sessionToken: 'token-b1',
    });
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: OPTIONS.roleArn,
      RoleSessionName: 'api-tickets',
      DurationSeconds: '1200',
      'Tags.member.1.Key': 'building',
      'Tags.member.1.Value': 'b1',
    });
  });

  test('is asked for once, by however many at once, and held for fifteen minutes', async () => {
    const sessions = createTenantSessions({ ...OPTIONS, clock });
    await Promise.all(Array.from({ length: 20 }, () => sessions.of('b1')));
    await clock.advance(15 * MINUTE - 1);
    await sessions.of('b1');
    expect(asked).toHaveLength(1);
  });

  test('is renewed behind the back of who asks after that, and nobody waits', async () => {
    const sessions = createTenantSessions({ ...OPTIONS, clock });
    await sessions.of('b1');
    await clock.advance(15 * MINUTE);
    expect(await sessions.of('b1')).toMatchObject({ accessKeyId: 'KEY-b1-1' });
    await expect.poll(async () => (await sessions.of('b1')).accessKeyId).toBe('KEY-b1-2');
    expect(asked).toHaveLength(2);
  });

  test('serves on when it cannot be renewed, until its last minute, and no longer', async () => {
    const sessions = createTenantSessions({ ...OPTIONS, clock });
    await sessions.of('b1');
    refusals = 100;
    await clock.advance(19 * MINUTE - 1);
    expect(await sessions.of('b1')).toMatchObject({ accessKeyId: 'KEY-b1-1' });
    await expect.poll(() => asked.length).toBe(2);
    await clock.advance(1);
    await expect(sessions.of('b1')).rejects.toMatchObject({ code: 'TENANT_SESSION_FAILED', kind: 'unavailable' });
    refusals = 0;
    await expect(sessions.of('b1')).resolves.toMatchObject({ sessionToken: 'token-b1' });
  });

  test('is kept for the five hundred buildings that were served last', async () => {
    const sessions = createTenantSessions({ ...OPTIONS, clock });
    for (let n = 0; n < 500; n++) await sessions.of(`b${n}`);
    await sessions.of('b0');
    await sessions.of('b500');
    expect(asked).toHaveLength(501);
    await sessions.of('b0');
    expect(asked).toHaveLength(501);
    await sessions.of('b1');
    expect(asked).toHaveLength(502);
  });
});

describe('requests of one client', () => {
  function table() {
    const settings = tableClientSettings();
    const { credentials, signing } = createTenantSigning(settings.credentials, { ...OPTIONS, clock });
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...settings, credentials }));
    return { signing, get: () => client.send(new GetCommand({ TableName: 't', Key: { PK: 'p', SK: 's' } })) };
  }

  test('are signed in the name that each is sent in, one after the other and side by side', async () => {
    const { signing, get } = table();
    await get();
    await signing.as('b1', get);
    await get();
    await signing.as('b2', get);
    expect(signers).toEqual(['OWN itself', 'KEY-b1-1 token-b1', 'OWN itself', 'KEY-b2-2 token-b2']);
    signers = [];
    await Promise.all([signing.as('b1', get), signing.as('b2', get), get()]);
    expect(signers.toSorted()).toEqual(['KEY-b1-1 token-b1', 'KEY-b2-2 token-b2', 'OWN itself']);
  });

  test('are not sent when there is no session', async () => {
    const { signing, get } = table();
    refusals = 100;
    await expect(signing.as('b1', get)).rejects.toMatchObject({ code: 'TENANT_SESSION_FAILED' });
    expect(signers).toEqual([]);
  });

  test('find the session there that was asked for while something else was under way', async () => {
    const { signing, get } = table();
    signing.prepare('b1');
    await get();
    await signing.as('b1', get);
    expect(asked).toHaveLength(1);
    refusals = 1;
    signing.prepare('b2');
    await expect.poll(() => asked.length).toBe(2);
  });
});
