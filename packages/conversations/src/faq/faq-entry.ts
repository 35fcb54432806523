import { languageSchema } from '@bos/kernel/language';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

const textSchema = z.object({
  language: languageSchema,
  question: z.string().min(1).max(300),
  answer: z.string().min(1).max(2000),
});

export const faqEntrySchema = z.object({
  buildingId: z.string(),
  faqId: z.string(),
  topic: z.string(),
  status: z.enum(['draft', 'active', 'archived']),
  texts: z.array(textSchema).min(1),
});

/** A question that the building has answered once and for all, in one language or more. */
export type FaqEntry = z.infer<typeof faqEntrySchema>;

export const faqEntryEntity = defineEntity<FaqEntry>({
  type: 'faq',
  description: 'A question with its standing answer.',
  schemaVersion: 1,
  schema: faqEntrySchema,
  keys: { PK: 'BUILDING#{buildingId}', SK: 'FAQ#{faqId}' },
});
