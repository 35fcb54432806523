import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MINUTE } from '@bos/kernel/clock';
import { ulidSource } from '@bos/kernel/ids';
import { createLocalJWKSet, generateKeyPair, jwtVerify, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type LocalIdentity, openLocalIdentity } from './identity.ts';
import { loadSigningKey } from './signing-key.ts';
import { createTokenIssuer } from './tokens.ts';

const ISSUER = 'http://127.0.0.1:4000';
const START = new Date('2026-11-22T10:00:00Z');
let now = START;
const clock = { now: () => now };
const ids = ulidSource(clock);
const opened: LocalIdentity[] = [];
let dataDir = '';

async function open(options: { issuer?: string; audience?: string } = {}): Promise<LocalIdentity> {
  const identity = await openLocalIdentity({ dataDir, issuer: ISSUER, clock, ids, ...options });
  opened.push(identity);
  return identity;
}

beforeEach(async () => {
  now = START;
  dataDir = await mkdtemp(path.join(tmpdir(), 'bos-identity-'));
});
afterEach(async () => {
  for (const identity of opened.splice(0)) identity.close();
  await rm(dataDir, { recursive: true });
});

describe('the signing key', () => {
  const file = () => path.join(dataDir, 'secrets', 'signing-key.json');

  test('is made once, readable by its owner alone, and leaves no draft', async () => {
    const first = await loadSigningKey(dataDir);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file()))).mode & 0o777).toBe(0o700);
    expect(await readdir(path.dirname(file()))).toEqual(['signing-key.json']);
    expect((await loadSigningKey(dataDir)).publicJwk).toEqual(first.publicJwk);
  });

  test('is one when several start at once', async () => {
    const keys = await Promise.all([1, 2, 3].map(() => loadSigningKey(dataDir)));
    expect(new Set(keys.map(({ publicJwk }) => publicJwk.kid)).size).toBe(1);
    expect(await readdir(path.dirname(file()))).toEqual(['signing-key.json']);
  });

  test('is closed again when somebody opened it', async () => {
    await loadSigningKey(dataDir);
    await chmod(file(), 0o644);
    await loadSigningKey(dataDir);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  test('is never replaced when damaged, and the error does not quote it', async () => {
    await loadSigningKey(dataDir);
    await writeFile(file(), '{"kty":"RSA","d":"secret-part"');
    await expect(loadSigningKey(dataDir)).rejects.toThrow(/holds no RSA key/);
    await expect(loadSigningKey(dataDir)).rejects.not.toThrow(/secret-part/);
    expect(await readFile(file(), 'utf8')).toContain('secret-part');
  });
});

describe('tokens', () => {
  test('carry who, from whom, for whom and when, and no roles', async () => {
    const { issueToken, verifyToken } = await open();
    const claims = await verifyToken(await issueToken({ subject: 'ana', lifetimeSeconds: 3600 }));
    const iat = START.getTime() / 1000;
    const { jti, ...rest } = claims ?? {};
    expect(rest).toEqual({ sub: 'ana', iss: ISSUER, aud: 'building-os', iat: `${iat}`, exp: `${iat + 3600}` });
    expect(jti).toMatch(/^[0-9A-Z]{26}$/);
  });

  test('are good until the second of their expiry', async () => {
    const { issueToken, verifyToken } = await open();
    const token = await issueToken({ subject: 'ana', lifetimeSeconds: 60 });
    now = new Date(START.getTime() + 59_999);
    expect(await verifyToken(token)).toMatchObject({ sub: 'ana' });
    now = new Date(START.getTime() + 60_000);
    expect(await verifyToken(token)).toBeUndefined();
  });

  test('survive a restart', async () => {
    const token = await (await open()).issueToken({ subject: 'ana', lifetimeSeconds: 60 });
    expect(await (await open()).verifyToken(token)).toMatchObject({ sub: 'ana' });
  });

  test('of another audience or issuer are refused', async () => {
    const { issueToken, verifyToken } = await open();
    expect(
      await verifyToken(await issueToken({ subject: 'ana', lifetimeSeconds: 60, audience: 'else' })),
    ).toBeUndefined();
    const elsewhere = await open({ issuer: 'http://elsewhere' });
    expect(await verifyToken(await elsewhere.issueToken({ subject: 'ana', lifetimeSeconds: 60 }))).toBeUndefined();
  });

  test('that are forged are refused: none, HS256 over the public key, another key, changed, rubbish', async () => {
    const { issueToken, verifyToken, endpoints } = await open();
    const { publicJwk } = await loadSigningKey(dataDir);
    const claims = { sub: 'ana', jti: 'j', iss: ISSUER, aud: 'building-os', iat: 1, exp: 9_999_999_999 };
    const other = await generateKeyPair('RS256');
    const jwks = (await endpoints('GET', '/.well-known/jwks.json', new URLSearchParams()))?.body ?? '';
    const good = await issueToken({ subject: 'maria', lifetimeSeconds: 60 });
    const [header, , signature] = good.split('.');
    const forged = [
      new UnsecuredJWT(claims).encode(),
      await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: publicJwk.kid }).sign(Buffer.from(jwks)),
      await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: publicJwk.kid }).sign(other.privateKey),
      `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`,
      good.slice(0, -4),
      'rubbish',
      '',
    ];
    for (const token of forged) expect(await verifyToken(token)).toBeUndefined();
  });

  test('that lack a claim are refused although the signature is right', async () => {
    const { verifyToken } = await open();
    const { privateKey } = await loadSigningKey(dataDir);
    const whole = { sub: 'ana', jti: 'j', iss: ISSUER, aud: 'building-os', iat: 1, exp: 9_999_999_999 };
    const sign = (claims: Record<string, unknown>) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
    expect(await verifyToken(await sign(whole))).toMatchObject({ sub: 'ana' });
    for (const name of Object.keys(whole))
      expect(await verifyToken(await sign({ ...whole, [name]: undefined })), name).toBeUndefined();
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('cannot live %s seconds', async (lifetimeSeconds) => {
    await expect((await open()).issueToken({ subject: 'ana', lifetimeSeconds })).rejects.toThrow(RangeError);
  });

  test('verify against the published keys, as any other program would do it', async () => {
    const { endpoints, issueToken } = await open();
    const get = async (at: string): Promise<unknown> =>
      JSON.parse((await endpoints('GET', at, new URLSearchParams()))?.body ?? '');
    const document = z
      .object({ issuer: z.string(), jwks_uri: z.string() })
      .parse(await get('/.well-known/openid-configuration'));
    expect(document).toEqual({ issuer: ISSUER, jwks_uri: `${ISSUER}/.well-known/jwks.json` });
    const jwks = z
      .object({ keys: z.array(z.looseObject({ kty: z.string() })) })
      .parse(await get('/.well-known/jwks.json'));
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(jwks.keys[0]).not.toHaveProperty(secret);
    const token = await issueToken({ subject: 'ana', lifetimeSeconds: 60 });
    const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), { issuer: ISSUER, currentDate: now });
    expect(payload.sub).toBe('ana');
  });
});

describe('sign-in links', () => {
  const codeOf = (link: string) => new URL(link, ISSUER).searchParams.get('code') ?? '';

  test('open once', async () => {
    const { createSignInLink, redeem, verifyToken } = await open();
    const code = codeOf(createSignInLink('ana'));
    expect(Buffer.from(code, 'base64url')).toHaveLength(32);
    expect(await verifyToken((await redeem(code)) ?? '')).toMatchObject({ sub: 'ana' });
    expect(await redeem(code)).toBeUndefined();
  });

  test('open once even when two connections to the file try', async () => {
    const code = codeOf((await open()).createSignInLink('ana'));
    const tokens = await Promise.all([(await open()).redeem(code), (await open()).redeem(code)]);
    expect(tokens.filter((token) => token !== undefined)).toHaveLength(1);
  });

  test('expire after 15 minutes', async () => {
    const { createSignInLink, redeem } = await open();
    const code = codeOf(createSignInLink('ana'));
    now = new Date(START.getTime() + 15 * MINUTE);
    expect(await redeem(code)).toBeUndefined();
  });

  test('are kept as hashes, in a file of their owner', async () => {
    const link = (await open()).createSignInLink('ana');
    const file = path.join(dataDir, 'sign-in-links.db');
    expect((await readFile(file)).includes(codeOf(link))).toBe(false);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});

describe('the endpoints', () => {
  const query = (link: string) => new URL(link, ISSUER).searchParams;

  test('/sign-in goes to the console with the token in the fragment, uncached', async () => {
    const { createSignInLink, endpoints, verifyToken } = await open();
    const answer = await endpoints('GET', '/sign-in', query(createSignInLink('ana')));
    expect(answer).toMatchObject({
      status: 303,
      headers: { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    });
    const [page, token] = answer?.headers.location?.split('#token=') ?? [];
    expect(page).toBe('/console');
    expect(await verifyToken(token ?? '')).toMatchObject({ sub: 'ana' });
    expect(answer?.headers).not.toHaveProperty('set-cookie');
  });

  test('a used, invented or missing code gets 410 and no token', async () => {
    const { createSignInLink, endpoints } = await open();
    const used = query(createSignInLink('ana'));
    await endpoints('GET', '/sign-in', used);
    for (const search of [used, new URLSearchParams({ code: 'invented' }), new URLSearchParams()])
      expect(await endpoints('GET', '/sign-in', search)).toMatchObject({ status: 410 });
  });

  test('HEAD does not use a link up', async () => {
    const { createSignInLink, endpoints } = await open();
    const search = query(createSignInLink('ana'));
    expect(await endpoints('HEAD', '/sign-in', search)).toMatchObject({ status: 405, headers: { allow: 'GET' } });
    expect(await endpoints('GET', '/sign-in', search)).toMatchObject({ status: 303 });
  });

  test('leave other paths to others', async () => {
    const { endpoints } = await open();
    expect(await endpoints('GET', '/v1/buildings', new URLSearchParams())).toBeUndefined();
  });
});

test('another installation does not accept our tokens', async () => {
  const token = await (await open()).issueToken({ subject: 'ana', lifetimeSeconds: 60 });
  const folder = await mkdtemp(path.join(tmpdir(), 'bos-identity-'));
  const key = await loadSigningKey(folder);
  const other = createTokenIssuer({ issuer: ISSUER, audience: 'building-os', key, clock, ids });
  expect(await other.verifyToken(token)).toBeUndefined();
  await rm(folder, { recursive: true });
});
