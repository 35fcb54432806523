import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type Clock, epochSeconds } from '@bos/kernel/clock';
import { DomainError } from '@bos/kernel/errors';
import type { WriteRequest } from './electro-items.ts';
import type { ItemCodec } from './item-codec.ts';
import { loadRequests, type Requests } from './load-requests.ts';
import { isOwnWrite } from './own-write.ts';
import { MAX_OPERATIONS, TransactionTooLargeError, WriteConflictError, type WriteOperation } from './write.ts';

interface WriteDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly codec: ItemCodec;
  readonly clock: Clock;
}

/**
 * Another transaction touched the same items at that moment, or the table was throttled; both pass.
 * Waits of 10 to 160 ms, six tries: a third of a second at the most, then the caller's own retry takes over.
 */
const BUSY_WAITS = [10, 20, 40, 80, 160];

const BUSY: ReadonlySet<string> = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  // A single write that met a transaction under way is refused under this name.
  'TransactionConflictException',
]);

/** Why each operation was refused; DynamoDB says `None` for those that were not. Empty: it failed otherwise. */
function reasonsOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  if (error.name === 'ConditionalCheckFailedException') return ['ConditionalCheckFailed'];
  if (BUSY.has(error.name)) return [error.name];
  if (!('CancellationReasons' in error) || !Array.isArray(error.CancellationReasons)) return [];
  return error.CancellationReasons.map((reason: { readonly Code?: string }) => reason.Code ?? 'None');
}

/** One operation goes as a plain conditional write, several as a transaction. */
export async function writeItems(
  dependencies: WriteDependencies,
  operations: readonly WriteOperation[],
): Promise<void> {
  if (operations.length === 0) return;
  if (operations.length > MAX_OPERATIONS) throw new TransactionTooLargeError(operations.length);
  const { tableName, codec, clock } = dependencies;
  const [requests, items] = await Promise.all([
    loadRequests(),
    Promise.all(operations.map((operation) => operation.toItem(codec))),
  ]);
  const now = epochSeconds(clock.now());
  const writes = operations.map(
    ({ toItem: _toItem, ...operation }, position): WriteRequest => ({
      ...operation,
      tableName,
      now,
      item: items[position] ?? {},
    }),
  );
  let countersMade = false;
  for (let attempt = 0; ; ) {
    try {
      await send(dependencies.client, requests, writes);
      return;
    } catch (error) {
      const reasons = reasonsOf(error);
      const failed = writes.filter((_write, position) => reasons[position] === 'ConditionalCheckFailed');
      if (failed.length > 0) {
        if (await isOwnWrite(dependencies.client, writes, error)) return;
        if (countersMade || failed.some(({ action }) => action !== 'add')) throw conflict(writes, failed, error);
        await makeCounters(dependencies.client, requests, failed);
        countersMade = true;
        continue;
      }
      if (!reasons.some((reason) => BUSY.has(reason))) throw error;
      const wait = BUSY_WAITS[attempt++];
      if (wait === undefined) {
        throw new DomainError('unavailable', 'TABLE_BUSY', 'Other writes to the same items did not pass.', {
          cause: error,
        });
      }
      await sleep(wait);
    }
  }
}

function conflict(writes: readonly WriteRequest[], failed: readonly WriteRequest[], cause: unknown) {
  const positions = failed.map((write) => writes.indexOf(write));
  return new WriteConflictError(
    positions,
    failed.map(({ type }) => type),
    cause,
  );
}

/** The items of counters that nobody has added to yet, at zero; who else makes them at the same time makes the same. */
async function makeCounters(
  client: DynamoDBDocumentClient,
  requests: Requests,
  counters: readonly WriteRequest[],
): Promise<void> {
  for (const counter of counters) {
    try {
      await client.send(new PutCommand(requests.putParameters({ ...counter, action: 'put', condition: 'absent' })));
    } catch (error) {
      if (!reasonsOf(error).includes('ConditionalCheckFailed')) throw error;
    }
  }
}

async function send(client: DynamoDBDocumentClient, requests: Requests, writes: readonly WriteRequest[]) {
  const { putParameters, keyParameters, addParameters } = requests;
  const [only] = writes;
  if (writes.length === 1 && only?.action === 'put') await client.send(new PutCommand(putParameters(only)));
  else if (writes.length === 1 && only?.action === 'delete') await client.send(new DeleteCommand(keyParameters(only)));
  else if (writes.length === 1 && only?.action === 'add') await client.send(new UpdateCommand(addParameters(only)));
  else
    await client.send(new TransactWriteCommand({ TransactItems: writes.map((one) => transactionItem(requests, one)) }));
}

function transactionItem({ putParameters, keyParameters, addParameters }: Requests, request: WriteRequest) {
  switch (request.action) {
    case 'put':
      return { Put: putParameters(request) };
    case 'delete':
      return { Delete: keyParameters(request) };
    case 'add':
      return { Update: addParameters(request) };
    case 'check':
      // A check without a condition would be no check: the empty expression makes DynamoDB refuse it.
      return { ConditionCheck: { ConditionExpression: '', ...keyParameters(request) } };
  }
}
