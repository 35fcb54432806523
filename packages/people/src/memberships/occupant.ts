import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const occupantSchema = z.object({
  buildingId: z.string(),
  unitId: z.string(),
  userId: z.string(),
});

/** A member whose unit this is: who lives there, owns it or stays there is told by their roles. */
export type Occupant = z.infer<typeof occupantSchema>;

export const occupantEntity = defineEntity<Occupant>({
  type: 'occupant',
  description: 'Finds the members of a building by their unit.',
  schemaVersion: 1,
  schema: occupantSchema,
  keys: {
    PK: 'BUILDING#{buildingId}#UNIT#{unitId}',
    SK: 'OCCUPANT#{userId}',
    // All of one person's, for whoever removes the person.
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'OCCUPANT#{unitId}',
  },
});
