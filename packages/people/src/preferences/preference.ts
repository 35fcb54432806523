import { deterministicId } from '@bos/kernel/ids';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

/** Who says so: the person, what was noticed of them, or a member of staff. */
export const PREFERENCE_SOURCES = ['stated', 'learned', 'staff'] as const;
export const preferenceSourceSchema = z.enum(PREFERENCE_SOURCES);

/** What a preference is about: `room.temperature`, `diet`, `contact.hours`. */
export const preferenceKeySchema = z.string().regex(/^[a-z][a-z0-9_.-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9, _ . -');

export const preferenceSchema = z.object({
  buildingId: z.string(),
  userId: z.string(),
  preferenceId: z.string(),
  key: preferenceKeySchema,
  value: z.string().trim().min(1).max(500),
  source: preferenceSourceSchema,
  /** From 0 to 1; what somebody says is certain. */
  confidence: z.number().min(0).max(1),
  notedBy: z.string(),
  notedAt: z.string(),
});

/** Something that a person likes, needs or wants to be asked about. What it is about is as personal as what it says. */
export type Preference = z.infer<typeof preferenceSchema>;

export const preferenceEntity = defineEntity<Preference>({
  type: 'preference',
  description: 'What a person likes or needs, with its source.',
  schemaVersion: 1,
  schema: preferenceSchema,
  keys: { PK: 'BUILDING#{buildingId}#USER#{userId}', SK: 'PREFERENCE#{preferenceId}' },
  personal: {
    fields: ['key', 'value'],
    scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }),
  },
});

const TIMELESS = new Date(0);

/** One for each key of a person, so that what is noticed twice is kept once; it tells nobody what it is about. */
export function preferenceIdOf(buildingId: string, userId: string, key: string): string {
  return deterministicId(TIMELESS, 'preference', buildingId, userId, key);
}
