import { languageSchema } from '@bos/kernel/language';
import { isTimeZone } from '@bos/kernel/time-zone';
import { defineEntity } from '@bos/table/entity';
import { OVERRIDABLE_PERIODS } from '@bos/table/retention';
import * as z from 'zod';

/** What a building may do without: each is refused with FEATURE_OFF where it is off. */
export const FEATURES = ['visitors', 'stays'] as const;
export type Feature = (typeof FEATURES)[number];

const MOST_HOLIDAYS = 200;
const MOST_NUMBERS = 10;

const text = (longest: number) => z.string().trim().min(1).max(longest);

export const addressSchema = z.object({
  street: text(200).describe('With the number.'),
  district: text(100).optional(),
  city: text(100),
  region: text(100).optional(),
  postalCode: text(20).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'two capital letters, such as BR')
    .describe('ISO 3166-1.'),
});

export const holidaySchema = z.object({ date: z.iso.date('a day such as 2026-12-25'), name: text(100) });

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 15:00');

/** A number of WhatsApp Business, by Meta's id, as people see it. */
export const whatsappNumberSchema = z.object({
  phoneNumberId: z.string().regex(/^\d{1,30}$/, 'Meta’s id of the number: digits'),
  displayPhoneNumber: text(30),
});

/** What those who run the building choose. */
export const buildingConfigurationSchema = z.object({
  name: text(120),
  timeZone: z.string().refine(isTimeZone, 'an IANA time zone such as America/Sao_Paulo'),
  /** The first is what people are addressed in when their own language is not known. */
  languages: z.array(languageSchema).min(1),
  /** Public emergency telephones of the place, named in the first answer to a danger. */
  emergencyNumbers: z.object({ fire: z.string(), ambulance: z.string(), police: z.string() }),
  address: addressSchema.optional(),
  /** What is not named is on. */
  features: z.partialRecord(z.enum(FEATURES), z.boolean()).optional(),
  /** Days on which nobody comes to work as usual. */
  holidays: z.array(holidaySchema).max(MOST_HOLIDAYS).optional(),
  /** On the building's own clock; `stay-hours.ts` has the usual ones. */
  checkInFrom: wallTime.optional(),
  checkOutUntil: wallTime.optional(),
});

export const buildingSchema = buildingConfigurationSchema.extend({
  buildingId: z.string(),
  // What is stored already is longer or shorter as it was.
  name: z.string().min(1).max(120),
  /** The numbers that serve it. Which buildings a number serves stands with the number. */
  whatsappNumbers: z.array(whatsappNumberSchema).max(MOST_NUMBERS).optional(),
  /** Own retention terms, in days. Bounds are checked where they are set, and applied where they are used. */
  retention: z.partialRecord(z.enum(OVERRIDABLE_PERIODS), z.number().optional()).optional(),
});

/** One condominium or building: its standing configuration. Nothing secret: it is read without a key. */
export type Building = z.infer<typeof buildingSchema>;

export const buildingEntity = defineEntity<Building>({
  type: 'building',
  description: 'A building and its configuration.',
  schemaVersion: 2,
  // Address, features, holidays, hours and numbers are new, and all of them may be missing.
  upgrades: [{ from: 1, apply: (data) => data }],
  schema: buildingSchema,
  // The one constant index partition: few items, rarely written.
  keys: { PK: 'BUILDING#{buildingId}', SK: 'CONFIG', GSI1PK: 'BUILDING', GSI1SK: '{buildingId}' },
});
