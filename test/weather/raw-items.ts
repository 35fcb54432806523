import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { engineConnection } from '@bos/embedded/engine/connection';
import * as z from 'zod';

const itemSchema = z.looseObject({ type: z.string(), data: z.record(z.string(), z.unknown()) });

/** Everything in the table as it lies there, by type: what really happened, past all code of ours. */
export async function rawItems(
  endpoint: string,
  TableName: string,
): Promise<(type: string) => readonly Record<string, unknown>[]> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(engineConnection(endpoint)));
  const items: z.infer<typeof itemSchema>[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) {
    items.push(...z.array(itemSchema).parse(Items));
  }
  client.destroy();
  const byType = Map.groupBy(items, ({ type }) => type);
  return (type) => (byType.get(type) ?? []).map(({ data }) => data);
}
