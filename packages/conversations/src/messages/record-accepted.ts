import type { Clock } from '@bos/kernel/clock';
import type { Log } from '@bos/kernel/log';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { put, replace, type WriteOperation } from '@bos/table/write';
import { isForward } from './delivery-order.ts';
import { deliveryEntity, type Message, messageEntity } from './message.ts';
import { createMessageStore, type MessageReference } from './message-store.ts';

export interface AcceptedDependencies {
  readonly table: Table;
  readonly clock: Clock;
  readonly blindIndex: BlindIndex;
  readonly log: Log;
}

/** The item by which a report without our own id finds the message. */
export async function deliveryOf(
  blindIndex: BlindIndex,
  { buildingId, conversationId, messageId }: MessageReference,
  providerMessageId: string,
): Promise<WriteOperation> {
  const providerHash = await blindIndex('wamid', providerMessageId);
  return put(deliveryEntity, { buildingId, providerHash, conversationId, messageId });
}

/** `sent` with the provider's id, and the delivery item, in one transaction; a report that was faster stands. */
export async function recordAccepted(
  { table, clock, blindIndex, log }: AcceptedDependencies,
  claimed: Stored<Message>,
  providerMessageId: string,
): Promise<void> {
  const { buildingId, conversationId, messageId } = claimed;
  const delivery = await deliveryOf(blindIndex, claimed, providerMessageId);
  await retryConflicts(async (attempt) => {
    const current =
      attempt === 1 ? claimed : await createMessageStore(table).get(buildingId, conversationId, messageId);
    if (current === undefined) return;
    const known = current.providerMessageId;
    if (known !== undefined && known !== providerMessageId) {
      log.warn('message.sent_twice', { buildingId, conversationId, messageId });
    }
    const change = acceptedChange(current, providerMessageId, clock.now());
    await table.write(change === undefined ? [delivery] : [replace(messageEntity, current, change), delivery]);
  });
}

/** Undefined when the message has come further already. The failure of an earlier call gives way to this one. */
function acceptedChange(current: Message, providerMessageId: string, now: Date): Message | undefined {
  const earlierFailed = current.status === 'failed' && current.providerMessageId !== providerMessageId;
  if (!earlierFailed && !isForward(current.status, 'sent')) return undefined;
  const { failureCode: _failureCode, ...rest } = current;
  return { ...rest, status: 'sent', providerMessageId, sentAt: now.toISOString() };
}
