import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import * as z from 'zod';

const ALGORITHM = 'RS256';

const privateJwk = z.object({
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  d: z.string(),
  p: z.string(),
  q: z.string(),
  dp: z.string(),
  dq: z.string(),
  qi: z.string(),
});

/** The public half as a JWKS publishes it. */
export interface PublicJwk {
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
  readonly kid: string;
  readonly alg: typeof ALGORITHM;
  readonly use: 'sig';
  /** jose's type of a key is open. */
  readonly [member: string]: unknown;
}

export interface SigningKey {
  readonly privateKey: Awaited<ReturnType<typeof importJWK>>;
  readonly publicJwk: PublicJwk;
}

/**
 * The RSA key of this installation, made at the first start in `<dataDir>/secrets/signing-key.json` (mode 600).
 * Two programs that start at once end up with one key. A damaged file throws and is never replaced: that would
 * silently sign everybody out.
 */
export async function loadSigningKey(dataDir: string): Promise<SigningKey> {
  const folder = path.join(dataDir, 'secrets');
  const file = path.join(folder, 'signing-key.json');
  const text = (await readIfThere(file)) ?? (await create(folder, file));
  await chmod(file, 0o600);
  return parseKey(text, file);
}

async function create(folder: string, file: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true, modulusLength: 2048 });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
  try {
    // Unlike rename, link fails when another program was faster: its key then counts.
    await link(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(file, 'utf8');
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function parseKey(text: string, file: string): Promise<SigningKey> {
  try {
    const jwk = privateJwk.parse(JSON.parse(text));
    const { kty, n, e } = jwk;
    const kid = await calculateJwkThumbprint({ kty, n, e });
    const privateKey = await importJWK(jwk, ALGORITHM);
    return { privateKey, publicJwk: { kty, n, e, kid, alg: ALGORITHM, use: 'sig' } };
  } catch {
    // Without a cause: a parser's message may quote the key.
    throw new Error(`${file} holds no RSA key. Restore it from a backup, or remove it to sign everybody out.`);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
