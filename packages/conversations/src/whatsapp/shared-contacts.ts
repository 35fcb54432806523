import * as z from 'zod';

/** A contact card that a person sent. */
export interface SharedContact {
  readonly name?: string;
  /** As written on the card; the telephone that WhatsApp knows, digits only, where it knows one. */
  readonly phones: readonly string[];
  /** The person shared their own telephone, because we asked for it by a button. */
  readonly own: boolean;
}

const text = z.string().min(1).optional().catch(undefined);
const phoneSchema = z.looseObject({ phone: text, wa_id: text });
const cardSchema = z.looseObject({
  origin: text,
  name: z.looseObject({ formatted_name: text }).optional().catch(undefined),
  phones: z.array(phoneSchema).catch([]),
});

/** The cards of a `contacts` message; one that cannot be read is left out. */
export function sharedContactsOf(payload: unknown): SharedContact[] {
  const cards = Array.isArray(payload) ? payload : [];
  return cards.flatMap((item) => {
    const card = cardSchema.safeParse(item);
    if (!card.success) return [];
    const name = card.data.name?.formatted_name;
    return [
      {
        ...(name !== undefined && { name }),
        phones: card.data.phones.flatMap(({ phone, wa_id }) => wa_id ?? phone ?? []),
        own: card.data.origin === 'contact_request',
      },
    ];
  });
}
