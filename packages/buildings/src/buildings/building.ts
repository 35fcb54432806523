import { languageSchema } from '@bos/kernel/language';
import { isTimeZone } from '@bos/kernel/time-zone';
import { defineEntity } from '@bos/table/entity';
import { OVERRIDABLE_PERIODS } from '@bos/table/retention';
import * as z from 'zod';

export const buildingSchema = z.object({
  buildingId: z.string(),
  name: z.string().min(1).max(120),
  timeZone: z.string().refine(isTimeZone, 'an IANA time zone such as America/Sao_Paulo'),
  /** The first is what people are addressed in when their own language is not known. */
  languages: z.array(languageSchema).min(1),
  /** Public emergency telephones of the place, named in the first answer to a danger. */
  emergencyNumbers: z.object({ fire: z.string(), ambulance: z.string(), police: z.string() }),
  /** Own retention terms, in days. Bounds are checked where they are set, and applied where they are used. */
  retention: z.partialRecord(z.enum(OVERRIDABLE_PERIODS), z.number().optional()).optional(),
});

/** One condominium or building: its standing configuration. */
export type Building = z.infer<typeof buildingSchema>;

export const buildingEntity = defineEntity<Building>({
  type: 'building',
  description: 'A building and its configuration.',
  schemaVersion: 1,
  schema: buildingSchema,
  // The one constant index partition: few items, rarely written.
  keys: { PK: 'BUILDING#{buildingId}', SK: 'CONFIG', GSI1PK: 'BUILDING', GSI1SK: '{buildingId}' },
});
