import { type DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openLocalDocuments } from '@bos/embedded/documents/local-documents';
import { createTable } from '@bos/embedded/engine/create-table';
import { createKeyFileWrapper } from '@bos/embedded/keys/key-file-wrapper';
import { createMovingKeyStore } from '@bos/embedded/keys/moving-key-store';
import type { SqliteKeyStore } from '@bos/embedded/keys/sqlite-key-store';
import { systemClock as clock } from '@bos/kernel/clock';
import { ulidSource } from '@bos/kernel/ids';
import { ATTRIBUTES, createTableInput } from '@bos/table/definition';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { localTableClient } from '../../functions/ports/embedded-ports.ts';
import { tablePorts } from '../../functions/ports/table-ports.ts';
import { openPrivacy, type Privacy } from '../local/privacy.ts';
import { documentSettings } from '../local/secrets.ts';
import { LOCAL_TABLE } from '../local/system.ts';
import { tableConnection } from '../local/table-connection.ts';
import { keyPlaces } from './local-keys.ts';
import type { RestoreFolder } from './restore-folder.ts';
import { startEngineOn } from './table-folder.ts';

const { StreamSpecification, ...WITHOUT_STREAM } = createTableInput(LOCAL_TABLE);

/** A table that nobody serves yet, on an engine of its own. */
export interface RestoringTable {
  readonly client: DynamoDBClient;
  /** What works on people's data, in this table and with these keys. */
  privacy(keys: SqliteKeyStore): Privacy;
  /** Begins the stream of changes: nothing that was restored is one. */
  startStream(): Promise<void>;
  stop(): Promise<void>;
}

/** The table of a restore, made if it is not there. It has no stream yet. Throws DATA_IN_USE. */
export async function openRestoringTable(dataDir: string, folder: RestoreFolder): Promise<RestoringTable> {
  const engine = await startEngineOn(folder.path);
  const connection = tableConnection({ url: engine.endpoint, own: true });
  const client = localTableClient(connection);
  const documentClient = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const stop = async (): Promise<void> => {
    client.destroy();
    await engine.stop();
  };
  try {
    await createTable({ client, definition: WITHOUT_STREAM, timeToLiveAttribute: ATTRIBUTES.timeToLive });
  } catch (error) {
    await stop();
    throw error;
  }
  const { secret } = documentSettings(dataDir);
  return {
    client,
    privacy: (keys) =>
      openPrivacy(dataDir, {
        ...tablePorts({
          client: documentClient,
          tableName: LOCAL_TABLE,
          wrapper: createKeyFileWrapper(keyPlaces(dataDir).keyFile),
          keyStore: createMovingKeyStore(keys, createWrappedKeyStore(documentClient, LOCAL_TABLE, clock)),
          clock,
        }),
        documents: openLocalDocuments({ folder: folder.documents, secret, clock, ids: ulidSource(clock) }).storage,
        clock,
      }),
    async startStream() {
      await client.send(new UpdateTableCommand({ TableName: LOCAL_TABLE, StreamSpecification }));
    },
    stop,
  };
}
