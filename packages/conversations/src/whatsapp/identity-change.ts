import * as z from 'zod';
import { type Sender, senderFrom } from './sender.ts';
import type { WebhookMessage } from './webhook-schema.ts';

/** A person got another number or another business-scoped id: the same person, a new address. */
export interface IdentityChange {
  readonly kind: 'number' | 'user_id';
  readonly previous: Sender;
  readonly current: Sender;
}

const text = z.string().min(1).optional().catch(undefined);
const systemSchema = z.looseObject({
  type: z.enum(['user_changed_number', 'user_changed_user_id']),
  wa_id: text,
  user_id: text,
  previous_user_id: text,
});

/** The change that a system message tells of; undefined for every other message. */
export function identityChangeOf(message: WebhookMessage): IdentityChange | undefined {
  if (message.type !== 'system') return undefined;
  const system = systemSchema.safeParse(message.system);
  if (!system.success) return undefined;
  const { type, wa_id, user_id, previous_user_id } = system.data;
  return {
    kind: type === 'user_changed_number' ? 'number' : 'user_id',
    previous: senderFrom(previous_user_id, message.from),
    current: senderFrom(user_id, wa_id),
  };
}
