import { isDomainError } from '@bos/kernel/errors';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { StoredItem } from '@bos/table/stored-item';
import type { Table } from '@bos/table/table';
import { expectVersion } from '@bos/table/write';
import { deliveryEntity, messageEntity } from './message.ts';
import { deliveryOf } from './record-accepted.ts';

/** Lets delivery reports find a sent message under the present key of the blind index. False when they do already. */
export async function reindexDelivery(
  { table, blindIndex }: { readonly table: Table; readonly blindIndex: BlindIndex },
  item: StoredItem,
): Promise<boolean> {
  const message = await table.decode(messageEntity, item);
  if (message?.direction !== 'outbound' || message.providerMessageId === undefined) return false;
  const { buildingId, conversationId, messageId, providerMessageId, version } = message;
  const providerHash = await blindIndex('wamid', providerMessageId);
  if (await table.get(deliveryEntity, { buildingId, providerHash })) return false;
  try {
    await table.write([
      expectVersion(messageEntity, { buildingId, conversationId, messageId }, version),
      await deliveryOf(blindIndex, message, providerMessageId),
    ]);
    return true;
  } catch (error) {
    if (isDomainError(error, 'WRITE_CONFLICT')) return false;
    throw error;
  }
}
