import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const nameTokenSchema = z.object({
  buildingId: z.string(),
  /** Blind index of one word of the name. */
  hash: z.string(),
  userId: z.string(),
});

/** One word of the name that a person goes by in a building. */
export type NameToken = z.infer<typeof nameTokenSchema>;

export const nameTokenEntity = defineEntity<NameToken>({
  type: 'name_token',
  description: 'Finds a member of a building by one word of their name.',
  schemaVersion: 1,
  schema: nameTokenSchema,
  keys: {
    PK: 'BUILDING#{buildingId}#NAME#{hash}',
    SK: 'USER#{userId}',
    // All of one person's, for whoever changes the name or removes the person.
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'NAME#{hash}',
  },
});
