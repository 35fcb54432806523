import { languageSchema } from '@bos/kernel/language';
import * as z from 'zod';

/** Everything that a message to a building's front desk may ask for; meanings in `data/eval/README.md`. */
export const INTENTS = [
  'maintenance.report',
  'maintenance.status',
  'access.open_door',
  'access.visitor',
  'access.code',
  'access.lost',
  'elevator.call',
  'reservation.request',
  'reservation.checkin',
  'reservation.checkout',
  'reservation.extend',
  'reservation.cancel',
  'amenity.book',
  'housekeeping.request',
  'package.status',
  'billing.document',
  'billing.question',
  'complaint',
  'provider.find',
  'knowledge.question',
  'emergency',
  'human.agent',
  'consent.stop',
  'consent.start',
  'smalltalk',
  'out_of_scope',
] as const;
export type Intent = (typeof INTENTS)[number];

export const EMERGENCY_KINDS = ['fire', 'gas', 'trapped', 'medical', 'flood', 'intrusion', 'other'] as const;
export type EmergencyKind = (typeof EMERGENCY_KINDS)[number];

/** Intents whose effect is physical and at once: they are acted upon by a stricter threshold than the others. */
export const PHYSICAL_INTENTS = ['access.open_door', 'access.code', 'elevator.call'] as const satisfies Intent[];
export type PhysicalIntent = (typeof PHYSICAL_INTENTS)[number];

const intent = z.enum(INTENTS);

/** A choice offered to the person: one whole reading of the message, which may hold several intents. */
export const choiceSchema = z.object({ intents: z.array(intent).min(1) });

export const understandingSchema = z.object({
  language: languageSchema,
  /** Most urgent first. Confidence is calibrated: of readings with 0.9, nine in ten are right. */
  intents: z.array(z.object({ intent, confidence: z.number().min(0).max(1), slots: z.record(z.string(), z.string()) })),
  /** Sure: act. Unsure: ask one question with up to three choices. Lost: a person takes over. */
  decision: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('act') }),
    z.object({ kind: z.literal('ask'), choices: z.array(choiceSchema).min(1).max(3) }),
    z.object({ kind: z.literal('handover') }),
  ]),
  /** Danger now: acted upon at once, whatever the decision about the rest of the message is. */
  emergency: z.object({ kind: z.enum(EMERGENCY_KINDS) }).optional(),
});

export type Choice = z.infer<typeof choiceSchema>;
export type Understanding = z.infer<typeof understandingSchema>;
export type Decision = Understanding['decision'];
