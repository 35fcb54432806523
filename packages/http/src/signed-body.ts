import { equalInConstantTime, hmacSha256 } from '@bos/kernel/hash';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** As Meta writes it: `sha256=` and 64 lower-case hexadecimal digits. */
const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

/** The signature of a body: HMAC-SHA256 over the raw bytes. */
export function signatureOf(rawBody: Uint8Array, secret: string): string {
  return `sha256=${hmacSha256(secret, rawBody).toString('hex')}`;
}

/**
 * Whether the body was signed with the secret; with an empty one nobody can. It must be given the bytes as received: a
 * sender escapes non-ASCII characters at will, so JSON that was parsed and written again has another signature.
 */
export function isSigned(rawBody: Uint8Array, signature: string | undefined, secret: string): boolean {
  const claimed = SIGNATURE.exec(signature ?? '')?.[1];
  if (claimed === undefined || secret === '') return false;
  return equalInConstantTime(Buffer.from(claimed, 'hex'), hmacSha256(secret, rawBody));
}

/** How the bodies of one sender are signed. */
export interface SigningRule {
  /** That holds the signature: lower case, as API Gateway gives headers. */
  readonly header: string;
  readonly mostBytes: number;
  /** Undefined or empty where none is configured: then everything is refused. */
  readonly secret: () => Promise<string | undefined>;
}

export type SignedBody =
  | { readonly kind: 'signed'; readonly raw: Buffer }
  | {
      readonly kind: 'refused';
      readonly status: 401 | 413;
      readonly reason: 'size' | 'no secret is configured' | 'signature';
      readonly bytes: number;
    };

/** The body of a webhook, once it is known who sent it: nothing in it is looked at before. */
export async function readSignedBody(
  { body = '', isBase64Encoded, headers }: APIGatewayProxyEventV2,
  { header, mostBytes, secret: secretOf }: SigningRule,
): Promise<SignedBody> {
  const raw = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const bytes = raw.length;
  if (bytes > mostBytes) return { kind: 'refused', status: 413, reason: 'size', bytes };
  const secret = (await secretOf()) ?? '';
  if (secret === '') return { kind: 'refused', status: 401, reason: 'no secret is configured', bytes };
  if (!isSigned(raw, headers[header], secret)) return { kind: 'refused', status: 401, reason: 'signature', bytes };
  return { kind: 'signed', raw };
}
