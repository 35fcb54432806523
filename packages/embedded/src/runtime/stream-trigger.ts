import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { Trigger } from '@bos/kernel/function-definition';
import type { Log } from '@bos/kernel/log';
import type { DynamoDBRecord } from 'aws-lambda';
import type { CheckpointFile } from '../streams/checkpoints.ts';
import { type StreamReader, startStreamReader } from '../streams/stream-reader.ts';
import type { DeployedFunction } from './deployed-function.ts';
import { type InvokeDeps, invoke } from './invoke.ts';
import { batchResponseSchema } from './sqs-event.ts';

export interface StreamSource {
  readonly streamsClient: DynamoDBStreamsClient;
  readonly tableName: string;
  readonly checkpoints: CheckpointFile;
  /** Takes a record that the function could not handle in all its retries. */
  readonly onPoison: (functionName: string, record: DynamoDBRecord, error: unknown) => Promise<void>;
}

/** A record is tried for about 80 s by itself before it counts as poison: see `streams/delivery.ts`. */
const MAX_RETRIES = 10;

const responseSchema = batchResponseSchema.transform((response) => ({
  batchItemFailures: response?.batchItemFailures ?? [],
}));

/** Feeds the table's changes to a function. A function that throws, or answers nonsense, has failed its whole batch. */
export function readStream(
  target: DeployedFunction,
  { batchSize, patterns }: Extract<Trigger, { kind: 'stream' }>,
  deps: InvokeDeps & { readonly log: Log; readonly stream: StreamSource },
): Promise<StreamReader> {
  const { stream, timers, log } = deps;
  const { name } = target.definition;
  return startStreamReader({
    ...stream,
    reader: name,
    batchSize,
    patterns,
    maxRetries: MAX_RETRIES,
    handler: async (event) => responseSchema.parse(await invoke(target, event, deps)),
    onPoison: (record, error) => stream.onPoison(name, record, error),
    timers,
    log,
  });
}
