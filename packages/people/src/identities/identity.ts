import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

/** By what a person is recognised: a telephone, an e-mail, WhatsApp's business-scoped user id, a sign-in subject. */
export const IDENTITY_CHANNELS = ['phone', 'email', 'whatsapp_user', 'oidc'] as const;

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
  schemaVersion: 2,
  // Only the index that leads from the person to their addresses is new.
  upgrades: [{ from: 1, apply: (data) => data }],
  schema: identitySchema,
  keys: {
    PK: 'IDENTITY#{channel}#{hash}',
    SK: 'META',
    GSI1PK: 'USER#{userId}',
    GSI1SK: 'IDENTITY#{channel}#{hash}',
  },
  personal: { fields: ['address'], scope: ({ userId }) => ({ kind: 'person', userId }) },
});
