import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { ATTRIBUTES, INDEXES, type IndexName } from './definition.ts';

/** The partitions that a request names. */
export interface NamedPartitions {
  /** Of the table: what is read or written there. */
  readonly items: readonly string[];
  /** Of indexes: what is asked there. */
  readonly asked: readonly string[];
  /** Of indexes: where a written item will appear. */
  readonly entered: readonly string[];
}

type Attributes = Readonly<Record<string, unknown>>;
type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Stands for a key that is no text; no partition is called so. */
const UNREADABLE = '';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : UNREADABLE);
const itemOf = (key: Attributes = {}): string => textOf(key[ATTRIBUTES.partitionKey]);

function enteredBy(item: Attributes = {}): string[] {
  return Object.values(INDEXES).flatMap(({ partitionKey }) =>
    item[partitionKey] === undefined ? [] : [textOf(item[partitionKey])],
  );
}

const ofKey = (key: Attributes | undefined): NamedPartitions => ({ items: [itemOf(key)], asked: [], entered: [] });

const ofItem = (item: Attributes | undefined): NamedPartitions => ({
  items: [itemOf(item)],
  asked: [],
  entered: enteredBy(item),
});

interface Update {
  readonly Key: Attributes | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
}

/** An update that might move its item to another partition of an index is not read any further. */
function ofUpdate({ Key, UpdateExpression = '', ExpressionAttributeNames = {} }: Update) {
  const words = [UpdateExpression, ...Object.values(ExpressionAttributeNames)].join(' ');
  const moves = Object.values(INDEXES).some(({ partitionKey }) => words.includes(partitionKey));
  return moves ? undefined : ofKey(Key);
}

const isIndex = (name: string): name is IndexName => name in INDEXES;

/** The value that the condition holds the partition key to; undefined when it says so in an unknown way. */
function ofQuery(input: QueryCommandInput): NamedPartitions | undefined {
  const {
    IndexName,
    KeyConditionExpression = '',
    ExpressionAttributeNames = {},
    ExpressionAttributeValues = {},
  } = input;
  if (IndexName !== undefined && !isIndex(IndexName)) return undefined;
  const { partitionKey } = IndexName === undefined ? ATTRIBUTES : INDEXES[IndexName];
  for (const [, name = '', value = ''] of KeyConditionExpression.matchAll(/([#\w]+)\s*=\s*(:\w+)/g)) {
    if ((ExpressionAttributeNames[name] ?? name) !== partitionKey) continue;
    const partition = textOf(ExpressionAttributeValues[value]);
    return IndexName === undefined
      ? { items: [partition], asked: [], entered: [] }
      : { items: [], asked: [partition], entered: [] };
  }
  return undefined;
}

function ofTransactItem({ Put, Update, Delete, ConditionCheck }: TransactItem): NamedPartitions | undefined {
  if (Put) return ofItem(Put.Item);
  if (Update) return ofUpdate(Update);
  return ofKey((Delete ?? ConditionCheck)?.Key);
}

function together(parts: readonly (NamedPartitions | undefined)[]): NamedPartitions | undefined {
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  return {
    items: known.flatMap(({ items }) => items),
    asked: known.flatMap(({ asked }) => asked),
    entered: known.flatMap(({ entered }) => entered),
  };
}

function read(command: unknown): NamedPartitions | undefined {
  if (command instanceof GetCommand || command instanceof DeleteCommand) return ofKey(command.input.Key);
  if (command instanceof QueryCommand) return ofQuery(command.input);
  if (command instanceof PutCommand) return ofItem(command.input.Item);
  if (command instanceof UpdateCommand) return ofUpdate(command.input);
  if (command instanceof TransactWriteCommand) return together((command.input.TransactItems ?? []).map(ofTransactItem));
  if (!(command instanceof BatchGetCommand)) return undefined;
  const requests = Object.values(command.input.RequestItems ?? {});
  return together(requests.flatMap(({ Keys = [] }) => Keys.map(ofKey)));
}

/**
 * What a request of the document client names. Undefined for one that cannot be told from its keys: a scan, PartiQL, and
 * whatever is not known here.
 */
export function partitionsOf(command: unknown): NamedPartitions | undefined {
  const named = read(command);
  const all = named && [...named.items, ...named.asked, ...named.entered];
  return all?.length === 0 || all?.includes(UNREADABLE) ? undefined : named;
}
