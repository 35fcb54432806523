import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';

export type RawItem = Record<string, AttributeValue>;

interface Page {
  readonly segment: number;
  readonly items: readonly RawItem[];
  readonly next: RawItem | undefined;
}

/** All items of a table, a page of each segment ahead at most. They come in no order. */
export async function* scanSegments(
  client: Pick<DynamoDBClient, 'send'>,
  TableName: string,
  segments: number,
): AsyncGenerator<RawItem> {
  const inHand = new Map<number, Promise<Page>>();
  const ask = (segment: number, ExclusiveStartKey?: RawItem): void => {
    const answer = client
      .send(
        new ScanCommand({
          TableName,
          Segment: segment,
          TotalSegments: segments,
          ConsistentRead: true,
          ...(ExclusiveStartKey && { ExclusiveStartKey }),
        }),
      )
      .then(({ Items = [], LastEvaluatedKey: next }): Page => ({ segment, items: Items, next }));
    // Whoever reads hears of a failure when its turn comes; until then it is nobody's.
    answer.catch(() => {});
    inHand.set(segment, answer);
  };
  for (let segment = 0; segment < segments; segment++) ask(segment);
  while (inHand.size > 0) {
    const { segment, items, next } = await Promise.race(inHand.values());
    inHand.delete(segment);
    if (next !== undefined) ask(segment, next);
    yield* items;
  }
}
