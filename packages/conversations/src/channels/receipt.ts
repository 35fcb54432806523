import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

/** What the webhook stores before it acknowledges. The body is removed once the receipt is processed. */
export const receiptSchema = z.object({
  phoneNumberId: z.string(),
  /** Blind index of the sender's business-scoped id, else of the normalised telephone. */
  senderHash: z.string(),
  /** Blind index of the provider's id of the message, or of (id, status) for a delivery report. */
  receiptId: z.string(),
  kind: z.enum(['message', 'status']),
  state: z.enum(['received', 'processed']),
  receivedAt: z.string(),
  processedAt: z.string().optional(),
  /** What became of it: `answered`, `no_channel`, `unmatched` … */
  outcome: z.string().optional(),
  /** The provider's JSON of this one message with its contact, or of this one status. */
  body: z.unknown().optional(),
});

export type Receipt = z.infer<typeof receiptSchema>;

export const receiptEntity = defineEntity<Receipt>({
  type: 'receipt',
  description: 'An inbound message or delivery report, stored before it is acknowledged; its key drops duplicates.',
  schemaVersion: 1,
  schema: receiptSchema,
  keys: {
    PK: 'CHANNEL#whatsapp#{phoneNumberId}#SENDER#{senderHash}',
    SK: 'INBOUND#{receiptId}',
    GSI2PK: 'CHANNEL#whatsapp#{phoneNumberId}#PENDING',
    GSI2SK: '{pendingSince}#{receiptId}',
  },
  derived: ({ state, receivedAt }) => ({ pendingSince: state === 'received' ? receivedAt : undefined }),
  states: { field: 'state', moves: { received: ['processed'], processed: [] } },
  // No person is known yet when it is written, so its sender has a key that can be destroyed with the person's.
  personal: { fields: ['body'], scope: ({ senderHash }) => ({ kind: 'sender', senderHash }) },
  retention: { period: 'receipt', from: ({ processedAt }) => processedAt },
});
