import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const buildingChoiceSchema = z.object({
  phoneNumberId: z.string(),
  senderHash: z.string(),
  buildingId: z.string(),
});

/** Which building somebody means who belongs to several that share one business number. */
export type BuildingChoice = z.infer<typeof buildingChoiceSchema>;

export const buildingChoiceEntity = defineEntity<BuildingChoice>({
  type: 'building_choice',
  description: 'The building that a sender chose on a business number which serves several.',
  schemaVersion: 1,
  schema: buildingChoiceSchema,
  keys: { PK: 'CHANNEL#whatsapp#{phoneNumberId}#SENDER#{senderHash}', SK: 'BUILDING' },
  // Counted anew with each choice; then they are asked again.
  retention: { period: 'conversation', from: (_choice, createdAt) => createdAt },
});
