import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { HomeAssistantConnection } from '@bos/buildings/devices/home-assistant/connection';
import { createGraphSender } from '@bos/conversations/whatsapp/graph-client';
import { createGraphMedia } from '@bos/conversations/whatsapp/graph-media';
import { openLocalDocuments } from '@bos/embedded/documents/local-documents';
import { createKeyFileWrapper } from '@bos/embedded/keys/key-file-wrapper';
import { openLocalKeyStore } from '@bos/embedded/keys/local-key-store';
import { createLogMetrics } from '@bos/embedded/metrics/log-metrics';
import { systemClock } from '@bos/kernel/clock';
import { ulidSource } from '@bos/kernel/ids';
import type { Log } from '@bos/kernel/log';
import type { OneTimeSchedules } from '@bos/kernel/one-time-schedules';
import type { QueueSender } from '@bos/kernel/queue';
import { systemTimers } from '@bos/kernel/timers';
import type { MissionRunner } from '@bos/missions/missions/mission-runner';
import { fencedClient } from '@bos/table/tenant-client';
import { offlineLanguage } from './language-ports.ts';
import type { Ports } from './ports.ts';
import { recordRefusals } from './record-refusals.ts';
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
  readonly documents: { readonly folder: string; readonly secret: Uint8Array };
  readonly publicUrl?: string | undefined;
  readonly devices: {
    readonly webhookSecret: string;
    /** That of this site: for all of its buildings. */
    readonly homeAssistant?: HomeAssistantConnection | undefined;
  };
  readonly queues: QueueSender;
  readonly missions: MissionRunner;
  readonly schedules: OneTimeSchedules;
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

/**
 * The SDK prepares every request and answer for a log's `info`, also for the one by default that drops them: 4 % of all
 * work. Whoever looks for an operator's credentials calls the others without asking whether they are there.
 */
const NO_LOGGER = Object.assign(Object.create(null), { debug: () => {}, warn: () => {} });

/** A client of the table's endpoint: this machine's engine, or whatever the operator named. */
export function localTableClient(connection: TableConnection): DynamoDBClient {
  const client = new DynamoDBClient({
    ...connection,
    logger: NO_LOGGER,
    maxAttempts: 5,
    // An answer begins within five seconds and does not fall silent for as long; else the SDK would only warn and wait.
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: 5_000,
      throwOnRequestTimeout: true,
      socketTimeout: 5_000,
    },
  });
  // It is composed anew for every request, which is a sixth of all that the SDK does for one; nobody here reads it.
  client.middlewareStack.removeByTag('USER_AGENT');
  return client;
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
  const {
    connection,
    tableName,
    keyFile,
    root,
    whatsapp,
    documents,
    publicUrl,
    devices,
    queues,
    missions,
    schedules,
    log,
    onWrite,
  } = options;
  const clock = systemClock;
  const ids = ulidSource(clock);
  const metrics = createLogMetrics(log);
  const homeAssistant = async () => devices.homeAssistant;
  const client = fencedClient({
    client: documentClient(connection, onWrite),
    onRefused: recordRefusals({ log, metrics }),
  });
  return {
    clock,
    log,
    metrics,
    timers: systemTimers,
    ids,
    ...tablePorts({
      client,
      tableName,
      wrapper: createKeyFileWrapper(keyFile),
      keyStore: openLocalKeyStore({ keyFile, client, tableName, clock }),
      clock,
      homeAssistant,
      log,
    }),
    queues,
    missions,
    schedules,
    deviceSettings: { webhookSecret: async () => devices.webhookSecret, homeAssistant },
    documents: openLocalDocuments({ ...documents, clock, ids }).storage,
    whatsapp: {
      appSecret: async () => whatsapp.appSecret,
      verifyToken: async () => whatsapp.verifyToken,
      sender: createGraphSender({ accessToken: async () => whatsapp.accessToken, url: whatsapp.graphUrl }),
      media: createGraphMedia({ accessToken: async () => whatsapp.accessToken, url: async () => whatsapp.graphUrl }),
    },
    language: offlineLanguage(root),
    publicUrl,
  };
}
