import { createHmac } from 'node:crypto';
import { createCognitoTokenVerifier } from '@bos/aws/cognito-token-verifier';
import { HOUR, systemClock } from '@bos/kernel/clock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createUserPool, type SignedIn, type UserPool } from '../support/cloud/user-pool.ts';
import { forgedTokens } from '../support/forged-tokens.ts';
import { REGION } from './launcher/localstack.ts';
import { type Moto, startMoto } from './launcher/moto.ts';

const EMAIL = 'ana@example.com';
const jwks = z.object({ keys: z.array(z.looseObject({ n: z.string() })) });

let moto: Moto | undefined;
let pool: UserPool;
let subject: string;
let signedIn: SignedIn;

beforeAll(async () => {
  moto = await startMoto();
  pool = await createUserPool(moto.endpoint, REGION);
  subject = await pool.signUp(EMAIL);
  signedIn = await pool.signIn(EMAIL);
});

afterAll(async () => {
  pool?.close();
  await moto?.stop();
});

const verifier = (changes: { issuer?: string; at?: Date } = {}) =>
  createCognitoTokenVerifier({
    issuer: changes.issuer ?? pool.issuer,
    clientId: pool.clientId,
    keysUrl: pool.keysUrl,
    clock: { now: () => changes.at ?? systemClock.now() },
  });

describe('the tokens of a user pool (moto)', () => {
  test.each(['accessToken', 'idToken'] as const)('are taken for whose they are: %s', async (kind) => {
    expect(await verifier()(signedIn[kind])).toEqual({
      subject,
      issuer: pool.issuer,
      issuedAt: expect.any(Date),
      tokenId: expect.any(String),
    });
  });

  test.each(['accessToken', 'idToken'] as const)('are nobody’s through another client: %s', async (kind) => {
    const other = await pool.signIn(EMAIL, await pool.addClient('other'));
    expect(await verifier()(other[kind])).toBeUndefined();
  });

  test('are nobody’s in another pool, though its keys are the same', async () => {
    expect(await verifier({ issuer: `${pool.issuer}2` })(signedIn.accessToken)).toBeUndefined();
  });

  test('expire, and are not good before their time', async () => {
    const now = systemClock.now().getTime();
    expect(await verifier({ at: new Date(now + 2 * HOUR) })(signedIn.accessToken)).toBeUndefined();
    expect(await verifier({ at: new Date(now - HOUR) })(signedIn.accessToken)).toBeUndefined();
  });

  test('are refused when forged, in whatever way', async () => {
    const verify = verifier();
    for (const [flaw, token] of forgedTokens(signedIn.accessToken)) {
      expect(await verify(token), flaw).toBeUndefined();
    }
  });

  test('are refused when signed with the published key as if it were a secret', async () => {
    const { keys } = jwks.parse(await (await fetch(pool.keysUrl)).json());
    const [, body = ''] = signedIn.accessToken.split('.');
    const text = `${Buffer.from('{"alg":"HS256","kid":"dummy"}').toString('base64url')}.${body}`;
    const mac = createHmac('sha256', keys[0]?.n ?? '').update(text);
    expect(await verifier()(`${text}.${mac.digest('base64url')}`)).toBeUndefined();
  });
});
