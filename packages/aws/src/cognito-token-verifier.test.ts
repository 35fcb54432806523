import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { virtualClock } from '@bos/testing/clocks';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCognitoTokenVerifier } from './cognito-token-verifier.ts';

const ISSUER = 'https://cognito-idp.sa-east-1.amazonaws.com/sa-east-1_pool';
const CLIENT = 'client';
const clock = virtualClock();
const now = Math.floor(clock.now().getTime() / 1_000);
const GOOD = {
  iss: ISSUER,
  sub: 'ana',
  iat: now - 60,
  exp: now + 60,
  jti: 't1',
  token_use: 'access',
  client_id: CLIENT,
};

let server: Server;
let keysUrl: string;
let privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
let asked: number;
/** What the place of the keys answers with. */
let status: number;

beforeAll(async () => {
  const pair = await generateKeyPair('RS256');
  privateKey = pair.privateKey;
  const keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }];
  server = createServer((_request, response) => {
    asked++;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('the system named no port');
  keysUrl = `http://127.0.0.1:${address.port}/jwks.json`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  asked = 0;
  status = 200;
});

const verifier = () => createCognitoTokenVerifier({ issuer: ISSUER, clientId: CLIENT, keysUrl, clock });
const signed = (payload: JWTPayload, kid = 'k1') =>
  new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
const without = (...names: readonly string[]) =>
  Object.fromEntries(Object.entries(GOOD).filter(([name]) => !names.includes(name)));

describe('a genuine token', () => {
  test('tells who, since when and by which token; a group in it says nothing', async () => {
    expect(await verifier()(await signed({ ...GOOD, 'cognito:groups': ['admin'] }))).toEqual({
      subject: 'ana',
      issuer: ISSUER,
      issuedAt: new Date((now - 60) * 1_000),
      tokenId: 't1',
    });
  });

  test('of an identity is known by its audience', async () => {
    const verify = verifier();
    const id = { ...without('client_id'), token_use: 'id' };
    expect(await verify(await signed({ ...id, aud: CLIENT }))).toMatchObject({ subject: 'ana' });
    expect(await verify(await signed({ ...id, aud: 'other' }))).toBeUndefined();
    expect(await verify(await signed({ ...id, client_id: CLIENT }))).toBeUndefined();
  });
});

describe('a signed token is nobody’s', () => {
  test.each([
    ['of another issuer', { ...GOOD, iss: `${ISSUER}/` }],
    ['of another client', { ...GOOD, client_id: 'other' }],
    ['without a client', without('client_id')],
    ['of another use', { ...GOOD, token_use: 'refresh' }],
    ['without a use', without('token_use')],
    ['that has expired', { ...GOOD, exp: now }],
    ['without an end', without('exp')],
    ['that is issued in the future', { ...GOOD, iat: now + 1 }],
    ['that begins in the future', { ...GOOD, nbf: now + 1 }],
    ['without a time of issue', without('iat')],
    ['without a subject', without('sub')],
    ['with an empty subject', { ...GOOD, sub: '' }],
  ])('%s', async (_flaw, payload) => expect(await verifier()(await signed(payload))).toBeUndefined());
});

describe('the keys', () => {
  test('are asked for once, by many tokens at the same time and by unknown keys', async () => {
    const verify = verifier();
    const tokens = await Promise.all([signed(GOOD), signed(GOOD), signed(GOOD, 'k2'), signed(GOOD, 'k3')]);
    const found = await Promise.all(tokens.map(verify));
    expect(found.map((claims) => claims?.subject)).toEqual(['ana', 'ana', undefined, undefined]);
    await verify(await signed(GOOD, 'k4'));
    expect(asked).toBe(1);
  });

  test('that cannot be had are no reason to call a token false, and are asked for again', async () => {
    const verify = verifier();
    const token = await signed(GOOD);
    status = 503;
    await expect(verify(token)).rejects.toMatchObject({ code: 'SIGN_IN_KEYS_UNAVAILABLE' });
    status = 200;
    expect(await verify(token)).toMatchObject({ subject: 'ana' });
  });
});
