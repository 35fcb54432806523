import { pathId } from '@bos/http/path-id';
import { hmacSha256 } from '@bos/kernel/hash';
import * as z from 'zod';
import { withValue } from './reading.ts';

/** What a body may hold. */
const MOST_READINGS = 100;

/** A device's clock may be ahead of ours by so much: milliseconds. */
const MOST_AHEAD = 5 * 60_000;

const sentReadingSchema = withValue({
  /** The sender's own: the same again is the same reading. */
  id: pathId,
  deviceId: pathId,
  at: z.iso.datetime(),
});
type SentReading = z.infer<typeof sentReadingSchema>;

export const readingsBodySchema = z.object({ readings: z.array(z.unknown()).min(1).max(MOST_READINGS) });

interface RefusedReading {
  readonly index: number;
  readonly field: string;
  readonly rule: string;
}

/** Those that are what they should be, and for each other one the first thing that is wrong with it. */
export function readReadings(
  sent: readonly unknown[],
  now: Date,
): { readonly accepted: readonly SentReading[]; readonly refused: readonly RefusedReading[] } {
  const accepted: SentReading[] = [];
  const refused: RefusedReading[] = [];
  for (const [index, one] of sent.entries()) {
    const { data, error } = sentReadingSchema.safeParse(one);
    const [issue] = error?.issues ?? [];
    if (data === undefined) {
      refused.push({ index, field: issue?.path.join('.') ?? '', rule: issue?.message ?? 'must be a reading' });
    } else if (Date.parse(data.at) > now.getTime() + MOST_AHEAD) {
      refused.push({ index, field: 'at', rule: 'must not lie in the future' });
    } else {
      // One spelling of a moment, so that texts compare as times do.
      accepted.push({ ...data, at: new Date(data.at).toISOString() });
    }
  }
  return { accepted, refused };
}

/** The key with which a building's hub signs: nobody who holds one building's can sign for another. */
export function signingKeyOf(secret: string, buildingId: string): string {
  return hmacSha256(secret, `device-webhook/${buildingId}`).toString('hex');
}
