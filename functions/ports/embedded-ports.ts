import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createSimulatedGateway } from '@bos/buildings/devices/simulated-gateway';
import { createGraphSender } from '@bos/conversations/whatsapp/graph-client';
import { createKeyFileWrapper } from '@bos/embedded/keys/key-file-wrapper';
import { systemClock } from '@bos/kernel/clock';
import { ulidSource } from '@bos/kernel/ids';
import type { Log } from '@bos/kernel/log';
import type { QueueSender } from '@bos/kernel/queue';
import { systemTimers } from '@bos/kernel/timers';
import type { MissionRunner } from '@bos/missions/missions/mission-runner';
import { offlineLanguage } from './language-ports.ts';
import type { Ports } from './ports.ts';
import { tablePorts } from './table-ports.ts';

/** Settings for the AWS SDK. */
export type TableConnection = DynamoDBClientConfig;

export interface EmbeddedPortOptions {
  readonly connection: TableConnection;
  readonly tableName: string;
  readonly keyFile: string;
  /** The root of the project: the models lie below it. */
  readonly root: string;
  readonly whatsapp: {
    readonly appSecret: string;
    readonly verifyToken: string;
    readonly accessToken: string;
    readonly graphUrl: string;
  };
  readonly queues: QueueSender;
  readonly missions: MissionRunner;
  readonly log: Log;
  /** Called after each write to the table, so that its changes are looked at without delay. */
  readonly onWrite: () => void;
}

const WRITES = new Set([
  'PutCommand',
  'DeleteCommand',
  'TransactWriteCommand',
  'PutItemCommand',
  'DeleteItemCommand',
  'TransactWriteItemsCommand',
]);

/** The SDK prepares every request and answer for a log, also for the one by default that drops them: 4 % of all work. */
const NO_LOGGER = Object.create(null);

/** A client of the table's endpoint: this machine's engine, or whatever the operator named. */
export function localTableClient(connection: TableConnection): DynamoDBClient {
  return new DynamoDBClient({
    ...connection,
    logger: NO_LOGGER,
    maxAttempts: 5,
    // Without the last one the SDK only warns when the time is over.
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
}

function documentClient(connection: TableConnection, onWrite: () => void): DynamoDBDocumentClient {
  const client = DynamoDBDocumentClient.from(localTableClient(connection), {
    marshallOptions: { removeUndefinedValues: true },
  });
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (request) => {
        const result = await next(request);
        if (WRITES.has(commandName)) onWrite();
        return result;
      },
    { step: 'initialize', name: 'nudge' },
  );
  return client;
}

/** The world of the functions on one machine. */
export function embeddedPorts(options: EmbeddedPortOptions): Ports {
  const { connection, tableName, keyFile, root, whatsapp, queues, missions, log, onWrite } = options;
  const clock = systemClock;
  return {
    clock,
    log,
    timers: systemTimers,
    ids: ulidSource(clock),
    ...tablePorts({
      client: documentClient(connection, onWrite),
      tableName,
      wrapper: createKeyFileWrapper(keyFile),
      clock,
    }),
    queues,
    missions,
    devices: createSimulatedGateway(clock),
    whatsapp: {
      appSecret: async () => whatsapp.appSecret,
      verifyToken: async () => whatsapp.verifyToken,
      sender: createGraphSender({ accessToken: async () => whatsapp.accessToken, url: whatsapp.graphUrl }),
    },
    language: offlineLanguage(root),
  };
}
