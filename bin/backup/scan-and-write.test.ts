import { type DynamoDBClient, ScanCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { type RawItem, scanSegments } from './scan-segments.ts';
import { collect } from './testing/collect.ts';
import { writeItems } from './write-items.ts';

const item = (number: number): RawItem => ({ PK: { S: `p${number}` } });

/** A client whose requests are answered by a function. */
const clientOf = (answer: (command: unknown) => Promise<object>) =>
  ({ send: answer }) as unknown as Pick<DynamoDBClient, 'send'>;

/** Segments of three pages; `failing` is the page at which one of them fails. */
const pagesOf = (failing?: string) =>
  clientOf(async (command) => {
    if (!(command instanceof ScanCommand)) throw new TypeError('only scans are expected');
    const { Segment = 0, ExclusiveStartKey } = command.input;
    const page = Number(ExclusiveStartKey?.page?.N ?? 0);
    if (`${Segment}/${page}` === failing) throw new Error('no answer');
    return {
      Items: page === 1 ? [] : [item(Segment * 10 + page)],
      ...(page < 2 && { LastEvaluatedKey: { page: { N: String(page + 1) } } }),
    };
  });

test('every page of every segment is read once, empty ones in between too', async () => {
  const all = await collect(scanSegments(pagesOf(), 'table', 3));
  expect(all.map(({ PK }) => PK?.S).toSorted()).toEqual(['p0', 'p10', 'p12', 'p2', 'p20', 'p22']);
});

test('a page that fails ends the walk', async () => {
  await expect(collect(scanSegments(pagesOf('1/1'), 'table', 3))).rejects.toThrow('no answer');
});

test('items are written a hundred at a time, and fewer when they are large', async () => {
  const sizes: number[] = [];
  const written: string[] = [];
  const client = clientOf(async (command) => {
    if (!(command instanceof TransactWriteItemsCommand)) throw new TypeError('only transactions are expected');
    const puts = command.input.TransactItems ?? [];
    sizes.push(puts.length);
    written.push(...puts.map(({ Put }) => Put?.Item?.PK?.S ?? ''));
    return {};
  });
  const small = Array.from({ length: 230 }, (_, number) => item(number));
  const large = Array.from(
    { length: 20 },
    (_, number): RawItem => ({
      ...item(1_000 + number),
      text: { S: 'x'.repeat(390_000) },
    }),
  );
  await writeItems(client, 'table', [...small, ...large]);
  expect(written).toEqual([...small, ...large].map(({ PK }) => PK?.S));
  expect(sizes).toEqual([100, 100, 37, 7, 6]);
});
