import { normalisePhone } from '@bos/kernel/phone-number';

/** By what WhatsApp names a person. Either may be absent: old bodies have no user id, some users show no telephone. */
export interface Sender {
  /** Business-scoped user id, such as `BR.1093458820174466`. */
  readonly whatsappUserId?: string;
  /** As WhatsApp writes it (`wa_id`): digits with the country code. */
  readonly phone?: string;
}

export function senderFrom(whatsappUserId: string | undefined, phone: string | undefined): Sender {
  return { ...(whatsappUserId !== undefined && { whatsappUserId }), ...(phone !== undefined && { phone }) };
}

/** The one text that stands for a person in keys, once hashed; undefined when WhatsApp named nobody. */
export function senderKey({ whatsappUserId, phone }: Sender): string | undefined {
  return whatsappUserId ?? (phone === undefined ? undefined : (normalisePhone(phone) ?? phone));
}
