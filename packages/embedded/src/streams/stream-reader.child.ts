/** A reader in a process of its own, for the test that kills it: notes every sequence number that it has done with. */
import { appendFileSync } from 'node:fs';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { engineConnection } from '../engine/connection.ts';
import { openCheckpoints } from './checkpoints.ts';
import { startStreamReader } from './stream-reader.ts';

const [endpoint = '', tableName = '', checkpointPath = '', notePath = ''] = process.argv.slice(2);
await startStreamReader({
  streamsClient: new DynamoDBStreamsClient(engineConnection(endpoint)),
  tableName,
  checkpoints: openCheckpoints(checkpointPath),
  reader: 'router',
  batchSize: 5,
  maxRetries: 3,
  onPoison: async () => {},
  timers: systemTimers,
  log: silentLog,
  handler: async ({ Records }) => {
    appendFileSync(notePath, Records.map((record) => `${record.dynamodb?.SequenceNumber}\n`).join(''));
  },
});
