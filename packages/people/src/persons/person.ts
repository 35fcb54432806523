import { languageSchema } from '@bos/kernel/language';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const personSchema = z.object({
  userId: z.string(),
  displayName: z.string().max(120).optional(),
  locale: languageSchema.optional(),
  /** Normalised, digits only: how staff may call them. Recognition goes by the identity. */
  phone: z.string().optional(),
});

/** Somebody who writes, lives, stays or works in one building or in several. */
export type Person = z.infer<typeof personSchema>;

export const personEntity = defineEntity<Person>({
  type: 'person',
  description: 'A person, across all buildings.',
  schemaVersion: 1,
  schema: personSchema,
  keys: { PK: 'USER#{userId}', SK: 'PROFILE' },
  personal: { fields: ['displayName', 'phone'], scope: ({ userId }) => ({ kind: 'person', userId }) },
});
