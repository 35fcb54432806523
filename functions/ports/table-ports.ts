import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createRetentionLookUp } from '@bos/buildings/buildings/retention-look-up';
import type { FindHomeAssistant } from '@bos/buildings/devices/home-assistant/connection';
import type { Clock } from '@bos/kernel/clock';
import { type Log, silentLog } from '@bos/kernel/log';
import { systemTimers, type Timers } from '@bos/kernel/timers';
import { createBlindIndex } from '@bos/table/encryption/blind-index';
import { createKeyRing } from '@bos/table/encryption/key-ring';
import type { KeyStore } from '@bos/table/encryption/key-store';
import type { KeyWrapper } from '@bos/table/encryption/key-wrapper';
import { createRawItems } from '@bos/table/raw-items';
import { createTable } from '@bos/table/table';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { deviceGateway, lockCodes } from './device-ports.ts';
import type { TablePorts } from './ports.ts';

export interface TablePortOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly wrapper: KeyWrapper;
  /** Where wrapped keys are kept; in the table itself when not given. */
  readonly keyStore?: KeyStore;
  readonly clock: Clock;
  /** By which simulated devices answer late; the process's own when not given. */
  readonly timers?: Timers;
  /** Where the buildings' Home Assistants are; no building has one when not given. */
  readonly homeAssistant?: FindHomeAssistant;
  readonly log?: Log;
}

/** The table with its keys: the same over every engine and every keeper. */
export function tablePorts({
  client,
  tableName,
  wrapper,
  clock,
  timers = systemTimers,
  homeAssistant = async () => undefined,
  log = silentLog,
  keyStore = createWrappedKeyStore(client, tableName, clock),
}: TablePortOptions): TablePorts {
  const keys = createKeyRing({ store: keyStore, wrapper, clock });
  const dependencies = { client, tableName, keys, clock };
  // The buildings' own terms are read from the table itself, in which nothing expires by them.
  const retention = createRetentionLookUp(createTable(dependencies), clock);
  const table = createTable({ ...dependencies, retention });
  const blindIndex = createBlindIndex(keys);
  return {
    keys,
    keyStore,
    blindIndex,
    table,
    devices: deviceGateway({ table, clock, timers, log, homeAssistant }),
    locks: lockCodes({ table, clock, timers, blindIndex }),
    raw: createRawItems(client, tableName),
  };
}
