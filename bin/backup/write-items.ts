import { type DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { RawItem } from './scan-segments.ts';

/** What one transaction may hold: a hundred items, by DynamoDB's quota, and of its 4 MB what leaves room for its own. */
export const ITEMS_AT_ONCE = 100;
const CHARACTERS_AT_ONCE = 3_000_000;

/**
 * Puts items as they are, over whatever lies there. May be repeated. The engine of one machine takes a transaction of a
 * hundred in the time of a few single puts; nobody else writes there, so none is refused.
 */
export async function writeItems(
  client: Pick<DynamoDBClient, 'send'>,
  TableName: string,
  items: readonly RawItem[],
): Promise<void> {
  for (const batch of batchesOf(items)) {
    const TransactItems = batch.map((Item) => ({ Put: { TableName, Item } }));
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
  }
}

function batchesOf(items: readonly RawItem[]): RawItem[][] {
  const batches: RawItem[][] = [];
  let room = 0;
  for (const item of items) {
    const size = JSON.stringify(item).length;
    const last = batches.at(-1);
    if (last === undefined || last.length === ITEMS_AT_ONCE || size > room) {
      batches.push([item]);
      room = CHARACTERS_AT_ONCE;
    } else last.push(item);
    room -= size;
  }
  return batches;
}
