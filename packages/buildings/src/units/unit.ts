import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const unitSchema = z.object({
  buildingId: z.string(),
  /** The number on the door; unique in the building. */
  unitId: z.string().min(1).max(20),
  tower: z.string().max(20).optional(),
  floor: z.number().int(),
});

/** An apartment, shop or room with a door of its own. */
export type Unit = z.infer<typeof unitSchema>;

export const unitEntity = defineEntity<Unit>({
  type: 'unit',
  description: 'A unit of a building.',
  schemaVersion: 1,
  schema: unitSchema,
  keys: { PK: 'BUILDING#{buildingId}', SK: 'UNIT#{unitId}' },
});
