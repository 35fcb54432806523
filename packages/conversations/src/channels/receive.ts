import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Table } from '@bos/table/table';
import { create, WriteConflictError } from '@bos/table/write';
import { senderOf } from '../whatsapp/inbound-message.ts';
import { senderFrom, senderKey } from '../whatsapp/sender.ts';
import { timeOf } from '../whatsapp/timestamp.ts';
import type { InboundEnvelope, StatusEnvelope, Webhook } from '../whatsapp/webhook-body.ts';
import { type Receipt, receiptEntity } from './receipt.ts';
import { messageBody, statusBody } from './receipt-body.ts';

/** Puts in flight at once: a body may hold a thousand updates. */
const CONCURRENCY = 16;

/** A receipt for each message and delivery report of a webhook, in the order of WhatsApp's clock. */
export async function receiptsOf(webhook: Webhook, blindIndex: BlindIndex, receivedAt: Date): Promise<Receipt[]> {
  const common = { state: 'received', receivedAt: receivedAt.toISOString() } as const;

  async function ofMessage(envelope: InboundEnvelope): Promise<Receipt> {
    const { phoneNumberId, message } = envelope;
    const [senderHash, receiptId] = await Promise.all([
      // Nobody named: the message stands alone, and so does its group.
      blindIndex('sender', senderKey(senderOf(message)) ?? message.id),
      blindIndex('wamid', message.id),
    ]);
    return {
      ...common,
      phoneNumberId,
      senderHash,
      receiptId,
      kind: 'message',
      body: messageBody(envelope, receivedAt),
    };
  }

  async function ofStatus(envelope: StatusEnvelope): Promise<Receipt> {
    const { phoneNumberId, status } = envelope;
    const recipient = senderFrom(status.recipient_user_id, status.recipient_id);
    const [senderHash, receiptId] = await Promise.all([
      blindIndex('sender', senderKey(recipient) ?? status.id),
      blindIndex('status', `${status.id}\n${status.status}`),
    ]);
    return { ...common, phoneNumberId, senderHash, receiptId, kind: 'status', body: statusBody(envelope) };
  }

  const timed = [
    ...webhook.messages.map((envelope) => ({ at: envelope.message.timestamp, receipt: () => ofMessage(envelope) })),
    ...webhook.statuses.map((envelope) => ({ at: envelope.status.timestamp, receipt: () => ofStatus(envelope) })),
  ];
  if (timed.length > 1) timed.sort((a, b) => (timeOf(a.at)?.getTime() ?? 0) - (timeOf(b.at)?.getTime() ?? 0));
  return Promise.all(timed.map(({ receipt }) => receipt()));
}

export interface StoredReceipts {
  readonly stored: number;
  readonly duplicates: number;
  /** Why some could not be stored: the webhook must not be acknowledged. */
  readonly failures: readonly unknown[];
}

/**
 * One conditional put a receipt. Those of one sender go one after the other, so that the table's stream keeps their
 * order; a duplicate costs a failed condition. All are tried, whatever fails.
 */
export async function storeReceipts(table: Table, receipts: readonly Receipt[]): Promise<StoredReceipts> {
  const failures: unknown[] = [];
  let stored = 0;
  let duplicates = 0;

  async function store(receipt: Receipt): Promise<void> {
    try {
      await table.write([create(receiptEntity, receipt)]);
      stored++;
    } catch (error) {
      if (error instanceof WriteConflictError) duplicates++;
      else failures.push(error);
    }
  }

  const bySender = Map.groupBy(receipts, ({ senderHash }) => senderHash);
  // One iterator for all workers: each takes the next sender that nobody has taken.
  const waiting = bySender.values();
  async function work(): Promise<void> {
    for (const group of waiting) {
      for (const receipt of group) await store(receipt);
    }
  }
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, bySender.size) }, work));
  return { stored, duplicates, failures };
}
