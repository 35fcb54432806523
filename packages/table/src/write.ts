import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { DomainError } from '@bos/kernel/errors';
import type { Condition, WriteAction, WriteRequest } from './electro-items.ts';
import type { EntityDefinition, Stored } from './entity.ts';
import type { ItemCodec } from './item-codec.ts';
import type { KeyParts } from './key-template.ts';
import { loadRequests, type Requests } from './load-requests.ts';

/** What one request may hold, by DynamoDB's quota for a transaction. */
export const MAX_OPERATIONS = 100;

/** One write of a transaction. Built by `create`, `replace`, `put`, `remove` and `expectVersion`. */
export interface WriteOperation {
  readonly action: WriteAction;
  readonly type: string;
  readonly condition: Condition;
  readonly toItem: (codec: ItemCodec) => Promise<Record<string, unknown>>;
}

/** A new item; fails when one with its key exists. */
export function create<T extends object>(definition: EntityDefinition<T>, entity: T): WriteOperation {
  return {
    action: 'put',
    type: definition.type,
    condition: 'absent',
    toItem: (codec) => codec.encode(definition, entity, { version: 1 }),
  };
}

/** The item anew, whatever stood there: only for what is the same however often it is written. */
export function put<T extends object>(definition: EntityDefinition<T>, entity: T): WriteOperation {
  return { ...create(definition, entity), condition: 'unconditional' };
}

/** An item that was read, changed: fails when somebody wrote it in between. Index keys follow the new values. */
export function replace<T extends object>(
  definition: EntityDefinition<T>,
  before: Stored<T>,
  after: T,
): WriteOperation {
  return {
    action: 'put',
    type: definition.type,
    condition: { version: before.version },
    toItem: (codec) => codec.encode(definition, after, { version: before.version + 1, createdAt: before.createdAt }),
  };
}

/** Removes an item that was read; fails when somebody wrote it in between. */
export function remove<T extends object>(definition: EntityDefinition<T>, before: Stored<T>): WriteOperation {
  return {
    action: 'delete',
    type: definition.type,
    condition: { version: before.version },
    toItem: async () => definition.primaryKey({ ...before, ...definition.derived?.(before) }),
  };
}

/** Writes nothing; the whole transaction fails when the item is no longer at this version. */
export function expectVersion<T extends object>(
  definition: EntityDefinition<T>,
  parts: KeyParts,
  version: number,
): WriteOperation {
  return {
    action: 'check',
    type: definition.type,
    condition: { version },
    toItem: async () => definition.primaryKey(parts),
  };
}

/** Some conditions did not hold, so nothing was written. `failed` are the positions of those operations. */
export class WriteConflictError extends DomainError {
  readonly failed: readonly number[];

  constructor(failed: readonly number[], types: readonly string[], cause: unknown) {
    super('conflict', 'WRITE_CONFLICT', `Changed meanwhile: ${types.join(', ')}.`, { cause });
    this.name = 'WriteConflictError';
    this.failed = failed;
  }
}

interface WriteDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly codec: ItemCodec;
}

/**
 * A TransactionConflict means that another transaction touched the same items at that moment; it passes.
 * Waits of 10 to 160 ms, five tries: half a second at the most, then the caller's own retry takes over.
 */
const CONFLICT_WAITS = [10, 20, 40, 80, 160];

interface CancellationReason {
  readonly Code?: string;
}

function reasonsOf(error: unknown): readonly CancellationReason[] {
  if (!(error instanceof Error)) return [];
  if (error.name === 'ConditionalCheckFailedException') return [{ Code: 'ConditionalCheckFailed' }];
  return 'CancellationReasons' in error && Array.isArray(error.CancellationReasons) ? error.CancellationReasons : [];
}

/** One operation goes as a plain conditional write, several as a transaction. */
export async function writeItems(
  dependencies: WriteDependencies,
  operations: readonly WriteOperation[],
): Promise<void> {
  if (operations.length === 0) return;
  if (operations.length > MAX_OPERATIONS) {
    throw new DomainError(
      'too_large',
      'TRANSACTION_TOO_LARGE',
      `${operations.length} operations; ${MAX_OPERATIONS} at most.`,
    );
  }
  const [requests, items] = await Promise.all([
    loadRequests(),
    Promise.all(operations.map((operation) => operation.toItem(dependencies.codec))),
  ]);
  for (let attempt = 0; ; attempt++) {
    try {
      await send(dependencies, requests, operations, items);
      return;
    } catch (error) {
      const reasons = reasonsOf(error);
      const failed = reasons.flatMap((reason, position) =>
        reason.Code === 'ConditionalCheckFailed' ? [position] : [],
      );
      if (failed.length > 0) {
        throw new WriteConflictError(
          failed,
          failed.map((position) => operations[position]?.type ?? ''),
          error,
        );
      }
      const wait = CONFLICT_WAITS[attempt];
      const passing = reasons.some((reason) => reason.Code === 'TransactionConflict');
      if (!passing || wait === undefined) throw error;
      await sleep(wait);
    }
  }
}

async function send(
  { client, tableName }: WriteDependencies,
  { putParameters, keyParameters }: Requests,
  operations: readonly WriteOperation[],
  items: readonly Record<string, unknown>[],
): Promise<void> {
  const writes = operations.map(
    ({ action, type, condition }, position): WriteRequest => ({
      action,
      type,
      tableName,
      condition,
      item: items[position] ?? {},
    }),
  );
  const transactionItem = (request: WriteRequest) => {
    switch (request.action) {
      case 'put':
        return { Put: putParameters(request) };
      case 'delete':
        return { Delete: keyParameters(request) };
      case 'check':
        // A check without a condition would be no check: the empty expression makes DynamoDB refuse it.
        return { ConditionCheck: { ConditionExpression: '', ...keyParameters(request) } };
    }
  };
  const [only] = writes;
  if (writes.length === 1 && only?.action === 'put') await client.send(new PutCommand(putParameters(only)));
  else if (writes.length === 1 && only?.action === 'delete') await client.send(new DeleteCommand(keyParameters(only)));
  else await client.send(new TransactWriteCommand({ TransactItems: writes.map(transactionItem) }));
}
