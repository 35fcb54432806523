import { languageSchema } from '@bos/kernel/language';
import * as z from 'zod';
import { buildingConfigurationSchema, buildingSchema } from './building.ts';

/** An id of a building, as it stands in paths and keys. */
const newBuildingId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'lower-case letters, digits and hyphens, 2 to 40')
  .describe('Yours to choose; it never changes.');

/** Who runs it first. They give everybody else their rights. */
const firstManagerSchema = z
  .object({
    name: z.string().trim().min(1).max(120),
    phone: z.string().trim().min(1).max(40).optional().describe('With the country code: their WhatsApp.'),
    email: z.string().trim().min(1).max(254).optional(),
    language: languageSchema.optional(),
    subject: z
      .string()
      .min(1)
      .max(128)
      .optional()
      .describe('The `sub` of their access token, if they sign in already.'),
  })
  .refine(({ phone, email }) => phone !== undefined || email !== undefined, {
    path: ['phone'],
    message: 'a telephone or an e-mail, else nobody recognises them',
  });

export type FirstManager = z.infer<typeof firstManagerSchema>;

/** All that it takes to set up a building. */
export const newBuildingSchema = buildingConfigurationSchema.extend({
  id: newBuildingId,
  manager: firstManagerSchema,
  whatsappNumbers: buildingSchema.shape.whatsappNumbers,
});

export type NewBuilding = z.infer<typeof newBuildingSchema>;
