import { roleSchema } from '@bos/kernel/role';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const verificationCodeSchema = z.object({
  buildingId: z.string(),
  /** Blind index of the code: nobody who reads the table can send it. */
  codeHash: z.string(),
  /** Who is proved by it. */
  userId: z.string(),
  /** Their roles when it was made: it proves nobody who has been given more since. */
  roles: z.array(roleSchema),
  issuedBy: z.string(),
  expiresAt: z.string(),
  claimedBy: z.string().optional(),
  claimedAt: z.string().optional(),
});

/** A one-time code that the desk gives to somebody whom it knows, so that they can be recognised by a new address. */
export type VerificationCode = z.infer<typeof verificationCodeSchema>;

export const verificationCodeEntity = defineEntity<VerificationCode>({
  type: 'verification_code',
  description: 'A one-time code by which somebody proves who they are.',
  schemaVersion: 1,
  schema: verificationCodeSchema,
  keys: {
    PK: 'BUILDING#{buildingId}#UNIQUE#verification#{codeHash}',
    SK: 'META',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'VERIFICATION_CODE#{expiresAt}',
  },
  retention: { period: 'temporary', from: ({ expiresAt }) => expiresAt },
});

const DIGITS = 8;

/** The digits of a message that is a code and nothing else, in one group or two: `1234 5678`. */
export function readVerificationCode(text: string): string | undefined {
  return /^\s*(\d{4})[\s-]?(\d{4})\s*$/.exec(text)?.slice(1).join('');
}

/** Eight digits from eight random bytes; the leaning of a byte towards low digits is too small to help a guess. */
export function newVerificationCode(randomness: Uint8Array): string {
  return Array.from(randomness.subarray(0, DIGITS), (byte) => String(byte % 10)).join('');
}

/** Under what a code lies, the one to write first; more than one only while the blind index is rotated. */
export function codeHashes(blindIndex: BlindIndex, buildingId: string, code: string): Promise<readonly string[]> {
  return blindIndex.every('verification', `${buildingId}\n${code}`);
}
