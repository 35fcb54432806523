import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Table } from '@bos/table/table';
import { create, expectAbsent, WriteConflictError } from '@bos/table/write';
import { senderOf } from '../whatsapp/inbound-message.ts';
import { senderFrom, senderKey } from '../whatsapp/sender.ts';
import { timeOf } from '../whatsapp/timestamp.ts';
import type { InboundEnvelope, StatusEnvelope, Webhook } from '../whatsapp/webhook-body.ts';
import { type Receipt, receiptEntity } from './receipt.ts';
import { messageBody, statusBody } from './receipt-body.ts';
import type { ReceiptReference } from './receipt-store.ts';

/** Puts in flight at once: a body may hold a thousand updates. */
const CONCURRENCY = 16;

/** A receipt that is to be stored, unless it was stored before. */
export interface NewReceipt extends Receipt {
  /** Where else it may lie already: there are such places only while the key of the blind index is rotated. */
  readonly elsewhere?: readonly ReceiptReference[];
}

/** A receipt for each message and delivery report of a webhook, in the order of WhatsApp's clock. */
export async function receiptsOf(webhook: Webhook, blindIndex: BlindIndex, receivedAt: Date): Promise<NewReceipt[]> {
  const common = { state: 'received', receivedAt: receivedAt.toISOString() } as const;

  async function placeOf(phoneNumberId: string, sender: string, kind: 'wamid' | 'status', id: string) {
    const [senders, ids] = await Promise.all([blindIndex.every('sender', sender), blindIndex.every(kind, id)]);
    const places = senders.map((senderHash, position) => ({
      phoneNumberId,
      senderHash,
      receiptId: ids[position] ?? '',
    }));
    const [place = { phoneNumberId, senderHash: '', receiptId: '' }, ...elsewhere] = places;
    return { ...place, ...(elsewhere.length > 0 && { elsewhere }) };
  }

  async function ofMessage(envelope: InboundEnvelope): Promise<NewReceipt> {
    const { phoneNumberId, message } = envelope;
    // Nobody named: the message stands alone, and so does its group.
    const sender = senderKey(senderOf(message)) ?? message.id;
    const place = await placeOf(phoneNumberId, sender, 'wamid', message.id);
    return { ...common, ...place, kind: 'message', body: messageBody(envelope, receivedAt) };
  }

  async function ofStatus(envelope: StatusEnvelope): Promise<NewReceipt> {
    const { phoneNumberId, status } = envelope;
    const sender = senderKey(senderFrom(status.recipient_user_id, status.recipient_id)) ?? status.id;
    const place = await placeOf(phoneNumberId, sender, 'status', `${status.id}\n${status.status}`);
    return { ...common, ...place, kind: 'status', body: statusBody(envelope) };
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
export async function storeReceipts(table: Table, receipts: readonly NewReceipt[]): Promise<StoredReceipts> {
  const failures: unknown[] = [];
  let stored = 0;
  let duplicates = 0;

  async function store({ elsewhere = [], ...receipt }: NewReceipt): Promise<void> {
    try {
      await table.write([
        create(receiptEntity, receipt),
        ...elsewhere.map((place) => expectAbsent(receiptEntity, place)),
      ]);
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
