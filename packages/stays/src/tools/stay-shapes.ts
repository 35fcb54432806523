import * as z from 'zod';

/** Which stay is meant, where somebody said so. */
export const whichStay = z.object({
  unitId: z.string().max(20).optional(),
  confirmationNumber: z.string().max(60).optional(),
});
export type WhichStay = z.infer<typeof whichStay>;

/** The guest's own words. */
const words = z.string().max(200).optional();

export const arrivalInput = whichStay.extend({ when: words });
export const lateCheckOutInput = whichStay.extend({ when: words });
export const extensionInput = whichStay.extend({ until: words });

/** `handed_over`: staff have it, and nothing is granted yet. */
const outcome = z.enum(['done', 'handed_over']);

export const stayPhases = ['requested', 'upcoming', 'arrival_day', 'staying', 'departure_day'] as const;

export const statusOutput = z.object({
  confirmationNumber: z.string(),
  unitId: z.string(),
  status: z.enum(['requested', 'confirmed', 'checked_in']),
  phase: z.enum(stayPhases),
  checkIn: z.string(),
  checkInTime: z.string(),
  checkOut: z.string(),
  checkOutTime: z.string(),
  arrivalTime: z.string().optional(),
  /** hh:mm until which the last day is free, as it stands now. */
  latestCheckOut: z.string(),
  /** What may be told now to those who stay, and to nobody else. */
  directions: z.string().optional(),
  wifi: z.object({ network: z.string(), password: z.string() }).optional(),
});

export const arrivalOutput = z.object({
  confirmationNumber: z.string(),
  unitId: z.string(),
  checkIn: z.string(),
  checkInTime: z.string(),
  arrivalTime: z.string(),
  /** They mean to come before they may come in. */
  early: z.boolean(),
});

export const lateCheckOutOutput = z.object({
  outcome: outcome,
  confirmationNumber: z.string(),
  unitId: z.string(),
  checkOut: z.string(),
  /** As it stands now. */
  checkOutTime: z.string(),
  asked: z.string(),
});

export const extensionOutput = z.object({
  outcome: outcome,
  confirmationNumber: z.string(),
  unitId: z.string(),
  /** As it stands now. */
  checkOut: z.string(),
  checkOutTime: z.string(),
  /** The last day that they want, and how many nights more that is. */
  asked: z.string(),
  nights: z.int(),
});

export const cancellationOutput = z.object({
  outcome: outcome,
  confirmationNumber: z.string(),
  unitId: z.string(),
  checkIn: z.string(),
  checkOut: z.string(),
});
