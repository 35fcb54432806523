import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

const MOST_BEDROOMS = 20;

/** What may be said of a unit beside its number. */
export const unitFieldsSchema = z.object({
  tower: z.string().max(20).optional(),
  floor: z.number().int(),
  bedrooms: z.number().int().min(0).max(MOST_BEDROOMS).optional(),
  /** Whom to turn to about it: a member, such as its owner or who lets it for them. */
  operatorId: z.string().optional(),
});

export const unitSchema = unitFieldsSchema.extend({
  buildingId: z.string(),
  /** The number on the door; unique in the building. */
  unitId: z.string().min(1).max(20),
});

/** An apartment, shop or room with a door of its own. */
export type Unit = z.infer<typeof unitSchema>;

export const unitEntity = defineEntity<Unit>({
  type: 'unit',
  description: 'A unit of a building.',
  schemaVersion: 2,
  // Bedrooms and operator are new, and may be missing.
  upgrades: [{ from: 1, apply: (data) => data }],
  schema: unitSchema,
  keys: { PK: 'BUILDING#{buildingId}', SK: 'UNIT#{unitId}' },
});
