import type { Texts } from '../texts-shape.ts';
import type { TicketView } from '../views.ts';

/** Where it is, in as many words as are known. */
export function placeOf({ unitId, place, area }: TicketView, texts: Texts): string {
  const known = [unitId === undefined ? undefined : `${texts.conversations.unit} ${unitId}`, place];
  const words = known.filter((part) => part !== undefined);
  return words.length > 0 ? words.join(' · ') : texts.tickets.areas[area];
}
