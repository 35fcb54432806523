import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AnyEntity } from '@bos/table/entity';
import { type StoredItem, storedItemSchema } from '@bos/table/stored-item';
import * as z from 'zod';
import { actsOf, isWrite, type NameOfKey } from './acts.ts';
import { keysOfRequest, type RequestKeys } from './request-keys.ts';

/** One request to the table, as it went out and as it was answered. */
export interface RecordedRequest {
  /** DynamoDB's name of it, such as `Query`. */
  readonly operation: string;
  readonly index: 'GSI1' | 'GSI2' | undefined;
  /** Of a read. */
  readonly keys: RequestKeys | undefined;
  readonly consistent: boolean;
  readonly items: readonly StoredItem[];
  /** Of a write. */
  readonly acts: readonly string[];
  /** Read or write units, by what they are; zero from a table in memory. */
  readonly units: number;
}

export interface RecordedClient {
  readonly client: DynamoDBDocumentClient;
  /** What was recorded since the last call. */
  take(): readonly RecordedRequest[];
}

const keySchema = z.object({ PK: z.string(), SK: z.string() });
const inputSchema = z.looseObject({
  IndexName: z.enum(['GSI1', 'GSI2']).optional(),
  ConsistentRead: z.boolean().optional(),
  Key: keySchema.optional(),
  RequestItems: z
    .record(z.string(), z.object({ Keys: z.array(keySchema), ConsistentRead: z.boolean().optional() }))
    .optional(),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).optional(),
});
type Input = z.infer<typeof inputSchema>;

const capacitySchema = z.looseObject({ CapacityUnits: z.number() });
const answerSchema = z.looseObject({
  Item: z.unknown().optional(),
  Items: z.array(z.unknown()).optional(),
  Responses: z.record(z.string(), z.array(z.unknown())).optional(),
  ConsumedCapacity: z.union([capacitySchema, z.array(capacitySchema)]).optional(),
});

/** Passes requests on, asks the engine what each consumed, and keeps what there is to tell of it. */
export function recordedClient(inner: DynamoDBDocumentClient, entities: readonly AnyEntity[]): RecordedClient {
  let recorded: RecordedRequest[] = [];
  const nameOfKey: NameOfKey = ({ PK, SK }) => keysOfRequest(entities, undefined, PK, { whole: true, text: SK }).entity;

  function keysOf(operation: string, { Key, RequestItems, IndexName, ExpressionAttributeValues }: Input) {
    const [batch] = Object.values(RequestItems ?? {});
    const key = operation === 'Get' ? Key : batch?.Keys[0];
    if (key) return keysOfRequest(entities, undefined, key.PK, { whole: true, text: key.SK });
    if (operation !== 'Query') return undefined;
    const { ':pk': partition, ':sk1': prefix = '' } = ExpressionAttributeValues ?? {};
    return keysOfRequest(entities, IndexName, String(partition), { whole: false, text: String(prefix) });
  }

  async function send(command: { readonly input: Record<string, unknown> }): Promise<unknown> {
    command.input.ReturnConsumedCapacity = 'INDEXES';
    const answer: unknown = await Reflect.apply(inner.send, inner, [command]);
    const operation = command.constructor.name.replace(/Command$/, '');
    const input = inputSchema.parse(command.input);
    const { Item, Items = [], Responses = {}, ConsumedCapacity = [] } = answerSchema.parse(answer);
    const found = [...(Item === undefined ? [] : [Item]), ...Items, ...Object.values(Responses).flat()];
    recorded.push({
      operation,
      index: input.IndexName,
      keys: keysOf(operation, input),
      consistent: input.ConsistentRead ?? Object.values(input.RequestItems ?? {})[0]?.ConsistentRead ?? false,
      acts: isWrite(command) ? actsOf(command, nameOfKey) : [],
      items: found.map((item) => storedItemSchema.parse(item)),
      units: [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0),
    });
    return answer;
  }

  return {
    // The table package only ever calls `send`.
    client: { send } as unknown as DynamoDBDocumentClient,
    take() {
      const taken = recorded;
      recorded = [];
      return taken;
    },
  };
}
