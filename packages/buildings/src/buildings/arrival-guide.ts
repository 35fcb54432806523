import { LANGUAGES } from '@bos/kernel/language';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

const LONGEST_DIRECTIONS = 4_000;

export const arrivalGuideContentSchema = z.object({
  wifi: z
    .object({ network: z.string().trim().min(1).max(64), password: z.string().min(1).max(128) })
    .optional()
    .describe('The name of the network and its password.'),
  directions: z
    .partialRecord(z.enum(LANGUAGES), z.string().trim().min(1).max(LONGEST_DIRECTIONS))
    .optional()
    .describe('How to find the door and to come in, by language.'),
});

/** What somebody who arrives is told, and nobody else. */
export type ArrivalGuideContent = z.infer<typeof arrivalGuideContentSchema>;

export const arrivalGuideSchema = arrivalGuideContentSchema.extend({
  buildingId: z.string(),
  /** The unit that it is for; the whole building without one. */
  unitId: z.string().optional(),
});

export type ArrivalGuide = z.infer<typeof arrivalGuideSchema>;

/** The part of the key that tells the building's own guide from those of its units: no unit is called so. */
export const placeOf = (unitId: string | undefined): string => unitId ?? '-';

/**
 * Kept apart from building and unit, which are read with every message and in every sweep, without a key. It is no
 * person's: so it is sealed with the building's key.
 */
export const arrivalGuideEntity = defineEntity<ArrivalGuide>({
  type: 'arrival_guide',
  description: 'Wi-Fi and directions for those who arrive, of a building or of one unit.',
  schemaVersion: 1,
  schema: arrivalGuideSchema,
  keys: { PK: 'BUILDING#{buildingId}', SK: 'GUIDE#{place}' },
  derived: ({ unitId }) => ({ place: placeOf(unitId) }),
  personal: { fields: ['wifi', 'directions'], scope: ({ buildingId }) => ({ kind: 'building', buildingId }) },
});
