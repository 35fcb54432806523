import { chunksOf } from '@bos/kernel/chunks';
import { parseInput } from '@bos/kernel/parse';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { replace } from '@bos/table/write';
import type { Channel } from '../channels/channel.ts';
import { failureCodeOf } from '../whatsapp/error-codes.ts';
import { timeOf } from '../whatsapp/timestamp.ts';
import { firstErrorCode, statusBodySchema, type WebhookStatus } from '../whatsapp/webhook-schema.ts';
import { readCallbackData } from './callback-data.ts';
import { isForward, reportedStatus } from './delivery-order.ts';
import { deliveryEntity, type Message, messageEntity } from './message.ts';
import { createMessageStore, type MessageReference } from './message-store.ts';
import { deliveryOf } from './record-accepted.ts';

export interface StatusDependencies {
  readonly table: Table;
  readonly blindIndex: BlindIndex;
}

/**
 * `stale`: says nothing new, or nothing about delivery. `unmatched`: no message of ours on this number.
 */
export type StatusOutcome = 'applied' | 'stale' | 'unmatched';

/** What DynamoDB reads in one request. */
const MAX_BATCH = 100;

/**
 * Moves a message forward by WhatsApp's report, `{ status }` as a receipt keeps it. One that came before our call
 * returned completes the claim: it carries our own id, and tells the provider's. Throws INVALID_INPUT on what is no
 * report.
 */
export async function applyStatus(
  { table, blindIndex }: StatusDependencies,
  body: unknown,
  { buildingIds }: Pick<Channel, 'buildingIds'>,
): Promise<StatusOutcome> {
  const { status } = parseInput(statusBodySchema, body, 'WhatsApp delivery report');
  const reported = reportedStatus(status.status);
  const reference = await findMessage({ table, blindIndex }, buildingIds, status);
  if (reference === undefined) return 'unmatched';
  const { buildingId, conversationId, messageId } = reference;
  return retryConflicts(async () => {
    const message = await createMessageStore(table).get(buildingId, conversationId, messageId);
    if (message === undefined || message.direction !== 'outbound') return 'unmatched';
    if (reported === undefined || !isForward(message.status, reported)) return 'stale';
    // The failure of an earlier call says nothing about the one that went out.
    if (reported === 'failed' && (message.providerMessageId ?? status.id) !== status.id) return 'stale';
    const { failureCode: _failureCode, ...rest } = message;
    const after: Message = {
      ...rest,
      status: reported,
      providerMessageId: message.providerMessageId ?? status.id,
      ...(reported === 'failed' && { failureCode: failureCodeOf(firstErrorCode(status.errors)) }),
      ...(isForward(message.status, 'sent') && {
        sentAt: (timeOf(status.timestamp) ?? new Date(message.sentAt)).toISOString(),
      }),
    };
    await table.write([
      replace(messageEntity, message, after),
      ...(message.providerMessageId === undefined ? [await deliveryOf(blindIndex, message, status.id)] : []),
    ]);
    return 'applied';
  });
}

/** Only in the buildings that the number serves: whatever an id says, it leads nowhere else. */
async function findMessage(
  { table, blindIndex }: StatusDependencies,
  buildingIds: readonly string[],
  status: WebhookStatus,
): Promise<MessageReference | undefined> {
  const named = readCallbackData(status.biz_opaque_callback_data);
  if (named !== undefined && buildingIds.includes(named.buildingId)) return named;
  const providerHashes = await blindIndex.every('wamid', status.id);
  const places = buildingIds.flatMap((buildingId) =>
    providerHashes.map((providerHash) => ({ buildingId, providerHash })),
  );
  for (const keys of chunksOf(places, MAX_BATCH)) {
    const [found] = await table.getMany(deliveryEntity, keys);
    if (found !== undefined) return found;
  }
  return undefined;
}
