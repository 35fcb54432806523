import { normaliseEmail } from '@bos/kernel/email-address';
import { normalisePhone } from '@bos/kernel/phone-number';
import * as z from 'zod';
import { calendarDateSchema, wallTimeSchema } from '../calendar/calendar-date.ts';
import { readConfirmationNumber } from '../reservations/confirmation-number.ts';
import { MOST_GUESTS } from '../reservations/reservation.ts';

const text = (longest: number) => z.string().trim().min(1).max(longest);

const guest = z.object({
  name: text(120).optional(),
  phone: z
    .string()
    .max(30)
    .refine((phone) => normalisePhone(phone) !== undefined, 'must be an international number')
    .transform((phone) => normalisePhone(phone) ?? '')
    .optional(),
  email: z
    .string()
    .max(254)
    .refine((email) => normaliseEmail(email) !== undefined, 'must be an e-mail address')
    .transform((email) => normaliseEmail(email) ?? '')
    .optional(),
  requests: text(1_000).optional(),
});

/** A stay as the property management system has it now: all of it, whatever changed. */
export const pmsMessageSchema = z.object({
  externalId: text(120).describe('Its name there; one stay has one name.'),
  version: z
    .int()
    .min(1)
    .describe(
      'Grows with every change, such as the millisecond of it. What is not newer than what is known is ignored.',
    ),
  status: z.enum(['requested', 'confirmed', 'cancelled']),
  unitId: text(20),
  checkIn: calendarDateSchema,
  checkOut: calendarDateSchema.describe('The day of departure: no night.'),
  checkInTime: wallTimeSchema.optional(),
  checkOutTime: wallTimeSchema.optional(),
  confirmationNumber: z
    .string()
    .max(60)
    .refine((number) => /^[A-Z0-9]{4,40}$/.test(readConfirmationNumber(number)), 'must be 4 to 40 letters and digits')
    .transform(readConfirmationNumber)
    .optional(),
  guests: z.array(guest).max(MOST_GUESTS).default([]).describe('Who booked first.'),
});

export type PmsMessage = z.infer<typeof pmsMessageSchema>;
