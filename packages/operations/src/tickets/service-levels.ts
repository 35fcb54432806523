import { DAY, HOUR } from '@bos/kernel/clock';
import { fold } from '@bos/kernel/fold';
import type { TicketCategory, TicketPriority } from './ticket.ts';

/** How long until a ticket of that priority should be resolved, in milliseconds. */
export const SERVICE_LEVELS: Readonly<Record<TicketPriority, number>> = {
  emergency: HOUR,
  high: 8 * HOUR,
  normal: 3 * DAY,
  low: 7 * DAY,
};

export function dueAt(priority: TicketPriority, from: Date): Date {
  return new Date(from.getTime() + SERVICE_LEVELS[priority]);
}

/** What a fault of that kind usually is, before the words of the report are weighed. */
const USUAL: Readonly<Record<TicketCategory, TicketPriority>> = {
  plumbing: 'normal',
  electrical: 'normal',
  elevator: 'high',
  hvac: 'normal',
  appliance: 'low',
  structure: 'normal',
  cleaning: 'low',
  pest: 'normal',
  internet: 'normal',
  gas_supply: 'high',
  lock: 'high',
  other: 'normal',
};

/** Words in Portuguese, English and Spanish, without accents. */
const PRESSING =
  /\b(urgent\w*|emergenci\w*|emergency|imediat\w*|inmediat\w*|immediately|asap|agora mesmo|ahora mismo|right now|alagad\w*|alagando|inunda\w*|flood\w*|esguich\w*|jorrando|pouring|gushing|chorreando|faisca\w*|sparks?|sparking|chispas?|chispe\w*|sem (luz|energia|agua)|no (power|electricity|water)|sin (luz|agua|electricidad))\b/;
const STRONG =
  /\b(muito|muita|muitissimo|demais|bastante|very|badly|a lot|heavily|really|mucho|mucha|muchisimo|muy|demasiado)\b/;

const RAISED: Readonly<Record<TicketPriority, TicketPriority>> = {
  low: 'normal',
  normal: 'high',
  high: 'high',
  emergency: 'emergency',
};

/**
 * The priority of a reported fault. Strong words raise it by one, pressing ones make it high. Never `emergency`: danger
 * is told apart before a fault is reported.
 */
export function priorityOf(category: TicketCategory, text: string): TicketPriority {
  const words = fold(text);
  if (PRESSING.test(words)) return 'high';
  return STRONG.test(words) ? RAISED[USUAL[category]] : USUAL[category];
}
