import { epochSeconds } from '@bos/kernel/clock';
import * as z from 'zod';
import { timeOf } from '../whatsapp/timestamp.ts';
import type { InboundEnvelope, StatusEnvelope } from '../whatsapp/webhook-body.ts';

/** DynamoDB takes items of 400 KB; encryption makes four bytes of three. */
const MAX_BODY_CHARACTERS = 90_000;
const MAX_TEXT_CHARACTERS = 16_384;

/** What a receipt keeps of a message. One without a readable time was sent when it was received. */
export function messageBody({ message, contact }: InboundEnvelope, receivedAt: Date): unknown {
  const timed =
    timeOf(message.timestamp) === undefined ? { ...message, timestamp: `${epochSeconds(receivedAt)}` } : message;
  return bounded({ message: timed, ...(contact !== undefined && { contact }) });
}

/** What a receipt keeps of a delivery report. */
export function statusBody({ status }: StatusEnvelope): unknown {
  return bounded({ status });
}

/**
 * The body, in a size that the table takes: one that it refused would come back for seven days and never get in.
 * Long texts are cut; if that does not help, only what routes the message and its text stay.
 */
function bounded<T extends object>(body: T): unknown {
  if (JSON.stringify(body).length <= MAX_BODY_CHARACTERS) return body;
  const cut: unknown = JSON.parse(JSON.stringify(body), (_key, value: unknown) =>
    typeof value === 'string' && value.length > MAX_TEXT_CHARACTERS ? value.slice(0, MAX_TEXT_CHARACTERS) : value,
  );
  if (JSON.stringify(cut).length <= MAX_BODY_CHARACTERS) return cut;
  const essence = z.object({
    message: essenceSchema.optional(),
    contact: essenceSchema.optional(),
    status: essenceSchema.optional(),
  });
  return essence.parse(cut);
}

const short = z.string().max(MAX_TEXT_CHARACTERS).optional().catch(undefined);
const essenceSchema = z.object({
  id: short,
  from: short,
  from_user_id: short,
  user_id: short,
  wa_id: short,
  timestamp: short,
  type: short,
  status: short,
  recipient_id: short,
  recipient_user_id: short,
  biz_opaque_callback_data: short,
  text: z.object({ body: short }).optional().catch(undefined),
});
