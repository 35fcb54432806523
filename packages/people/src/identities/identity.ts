import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

/** By what a person is recognised: a telephone, WhatsApp's business-scoped user id, a sign-in subject. */
export const IDENTITY_CHANNELS = ['phone', 'whatsapp_user', 'oidc'] as const;

export const identitySchema = z.object({
  channel: z.enum(IDENTITY_CHANNELS),
  /** Blind index of the normalised address. */
  hash: z.string(),
  userId: z.string(),
  /** The address as it is written to, such as the `wa_id` that WhatsApp itself uses. */
  address: z.string(),
});

/** One address of one person. It is a single item, so that two racing sign-ups cannot both win. */
export type Identity = z.infer<typeof identitySchema>;

export const identityEntity = defineEntity<Identity>({
  type: 'identity',
  description: 'An address by which a person is recognised.',
  schemaVersion: 1,
  schema: identitySchema,
  keys: { PK: 'IDENTITY#{channel}#{hash}', SK: 'META' },
  personal: { fields: ['address'], scope: ({ userId }) => ({ kind: 'person', userId }) },
});
