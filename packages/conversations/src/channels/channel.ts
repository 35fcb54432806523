import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const channelSchema = z.object({
  /** WhatsApp's id of the business number. */
  phoneNumberId: z.string(),
  displayPhoneNumber: z.string(),
  /** The buildings that this number serves; the sender's membership decides which, else the persona asks. */
  buildingIds: z.array(z.string()).min(1),
});

/** A WhatsApp business number and whom it serves. */
export type Channel = z.infer<typeof channelSchema>;

export const channelEntity = defineEntity<Channel>({
  type: 'channel',
  description: 'A business number and the buildings that it serves.',
  schemaVersion: 1,
  schema: channelSchema,
  keys: {
    PK: 'CHANNEL#whatsapp#{phoneNumberId}',
    SK: 'META',
    GSI1PK: 'CHANNEL',
    GSI1SK: '{phoneNumberId}',
  },
});
