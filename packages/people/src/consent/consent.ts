import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const consentSchema = z.object({
  /** The business number: to the person, that is who writes to them. */
  phoneNumberId: z.string(),
  /** Lasting blind index of the person's address. */
  addressHash: z.string(),
  state: z.enum(['given', 'stopped']),
  /** By what it was told: their words, WhatsApp's own settings, or that they changed their number. */
  source: z.enum(['message', 'whatsapp_settings', 'identity_change']),
  /** ISO 8601, by the provider's clock: of two, the later one holds. */
  at: z.string(),
  /** ISO 8601, by our clock: what was asked before is not answered any more. */
  heardAt: z.string(),
  /** The one message that may still tell of it. */
  confirmationId: z.string().optional(),
});

/** Whether somebody wants to be written to on WhatsApp. It names nobody, and outlives an erasure for that reason. */
export type Consent = z.infer<typeof consentSchema>;

export const consentEntity = defineEntity<Consent>({
  type: 'consent',
  description: 'STOP or START of an address on a business number; kept as a hash when the person is erased.',
  schemaVersion: 1,
  schema: consentSchema,
  keys: { PK: 'CHANNEL#whatsapp#{phoneNumberId}#CONSENT#{addressHash}', SK: 'META' },
});
