import type { Intent } from '../understanding.ts';

/** Slots whose value is a verbatim part of the message. */
export const SPAN_SLOTS = [
  'place',
  'visitor',
  'when',
  'item',
  'from',
  'to',
  'check_in',
  'check_out',
  'guests',
  'eta',
  'until',
  'amenity',
  'items',
  'document',
  'period',
  'about',
  'trade',
  'topic',
] as const;
export type SpanSlot = (typeof SPAN_SLOTS)[number];

/** Slots whose value is one of a list; the empty value means that the message does not tell. */
export const CHOICE_SLOTS = {
  category: [
    'plumbing',
    'electrical',
    'elevator',
    'hvac',
    'appliance',
    'structure',
    'cleaning',
    'pest',
    'internet',
    'gas_supply',
    'lock',
    'other',
  ],
  area: ['unit', 'common', ''],
  door: ['gate', 'lobby', 'garage', 'unit', 'service', ''],
} as const;
export type ChoiceSlot = keyof typeof CHOICE_SLOTS;
export const CHOICE_SLOT_NAMES = ['category', 'area', 'door'] as const satisfies readonly ChoiceSlot[];

/** The verbatim slots that each intent may hold. */
export const SPANS_OF: Readonly<Partial<Record<Intent, readonly SpanSlot[]>>> = {
  'maintenance.report': ['place'],
  'access.visitor': ['visitor', 'when'],
  'access.lost': ['item'],
  'elevator.call': ['from', 'to'],
  'reservation.request': ['check_in', 'check_out', 'guests'],
  'reservation.checkin': ['eta'],
  'reservation.checkout': ['when'],
  'reservation.extend': ['until'],
  'amenity.book': ['amenity', 'when'],
  'housekeeping.request': ['items'],
  'billing.document': ['document', 'period'],
  complaint: ['about'],
  'provider.find': ['trade'],
  'knowledge.question': ['topic'],
};

/** The slots of each intent whose value comes from a list. */
export const CHOICES_OF: Readonly<Partial<Record<Intent, readonly ChoiceSlot[]>>> = {
  'maintenance.report': ['category', 'area'],
  'access.open_door': ['door'],
};
