import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openLocalDocuments } from '@bos/embedded/documents/local-documents';
import { createTable } from '@bos/embedded/engine/create-table';
import { createKeyFileWrapper } from '@bos/embedded/keys/key-file-wrapper';
import { openSqliteKeyStore } from '@bos/embedded/keys/sqlite-key-store';
import { openCheckpoints } from '@bos/embedded/streams/checkpoints';
import { startStreamReader } from '@bos/embedded/streams/stream-reader';
import { systemClock as clock } from '@bos/kernel/clock';
import { ulidSource } from '@bos/kernel/ids';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { ATTRIBUTES, createTableInput } from '@bos/table/definition';
import { localTableClient } from '../../../functions/ports/embedded-ports.ts';
import { tablePorts } from '../../../functions/ports/table-ports.ts';
import { openPrivacy } from '../../local/privacy.ts';
import { documentSettings } from '../../local/secrets.ts';
import { readSettings } from '../../local/settings.ts';
import { LOCAL_TABLE } from '../../local/system.ts';
import { tableConnection } from '../../local/table-connection.ts';
import { keyPlaces } from '../local-keys.ts';
import { startEngineOn } from '../table-folder.ts';

export const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'bos-backup-'));

export const settingsOf = (dataDir: string) => readSettings({ BOS_DATA_DIR: dataDir });

/** The table, keys and documents of a data folder, with nothing else at work on them. */
export async function openInstallation(dataDir: string) {
  const engine = await startEngineOn(dataDir);
  const connection = tableConnection({ url: engine.endpoint, own: true });
  const raw = localTableClient(connection);
  await createTable({
    client: raw,
    definition: createTableInput(LOCAL_TABLE),
    timeToLiveAttribute: ATTRIBUTES.timeToLive,
  });
  const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
  const { keyFile, database } = keyPlaces(dataDir);
  const wrapper = createKeyFileWrapper(keyFile);
  const keyStore = openSqliteKeyStore(database);
  const ports = {
    clock,
    ...tablePorts({ client, tableName: LOCAL_TABLE, wrapper, keyStore, clock }),
    documents: openLocalDocuments({ ...documentSettings(dataDir), clock, ids: ulidSource(clock) }).storage,
  };
  return {
    ...ports,
    client,
    store: keyStore,
    privacy: openPrivacy(dataDir, ports),
    /** The keys of all changes that the stream tells, from its beginning. */
    async changes(): Promise<string[]> {
      const seen: string[] = [];
      const checkpoints = openCheckpoints(':memory:');
      const reader = await startStreamReader({
        streamsClient: new DynamoDBStreamsClient(connection),
        tableName: LOCAL_TABLE,
        checkpoints,
        reader: 'test',
        batchSize: 100,
        maxRetries: 1,
        onPoison: async () => {},
        timers: systemTimers,
        log: silentLog,
        handler: async ({ Records }) => void seen.push(...Records.map(({ dynamodb }) => `${dynamodb?.Keys?.SK?.S}`)),
      });
      await reader.settled();
      await reader.stop();
      checkpoints.close();
      return seen;
    },
    async close(): Promise<void> {
      raw.destroy();
      keyStore.close();
      await engine.stop();
    },
  };
}

export type Installation = Awaited<ReturnType<typeof openInstallation>>;
