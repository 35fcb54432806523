import { createHmac, generateKeyPairSync, sign } from 'node:crypto';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const decoded = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());

function objectIn(part: string): object {
  const value = decoded(part);
  if (typeof value !== 'object' || value === null) throw new Error('no part of a token');
  return value;
}

/** Texts that resemble a genuine token and are none, by what is wrong with them. */
export function forgedTokens(genuine: string): readonly (readonly [flaw: string, token: string])[] {
  const [head = '', body = '', signature = ''] = genuine.split('.');
  const header = objectIn(head);
  const later = encoded({ ...objectIn(body), exp: Math.floor(Date.now() / 1_000) + 999_999 });
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const foreign = sign('RSA-SHA256', Buffer.from(`${head}.${body}`), privateKey).toString('base64url');
  const symmetric = `${encoded({ ...header, alg: 'HS256' })}.${body}`;
  const asSecret = publicKey.export({ type: 'spki', format: 'pem' });
  const mac = createHmac('sha256', asSecret).update(symmetric).digest('base64url');
  const own = encoded({ ...header, jwk: publicKey.export({ format: 'jwk' }) });
  const ownSignature = sign('RSA-SHA256', Buffer.from(`${own}.${body}`), privateKey).toString('base64url');
  return [
    ['changed after it was signed', `${head}.${later}.${signature}`],
    ['without a signature', `${head}.${body}.`],
    ['of the algorithm “none”', `${encoded({ ...header, alg: 'none' })}.${body}.`],
    ['signed with a key of somebody else', `${head}.${body}.${foreign}`],
    ['signed with the key that it brings along', `${own}.${body}.${ownSignature}`],
    ['signed with a public key as a shared secret', `${symmetric}.${mac}`],
    ['of a key that nobody knows', `${encoded({ ...header, kid: 'unknown' })}.${body}.${signature}`],
    ['cut short', genuine.slice(0, -10)],
    ['no token at all', 'opensesame'],
  ];
}
