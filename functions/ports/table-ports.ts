import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createRetentionLookUp } from '@bos/buildings/buildings/retention-look-up';
import { createDeviceStore } from '@bos/buildings/devices/device-store';
import { createSimulatedLocks } from '@bos/buildings/devices/simulated-locks';
import type { Clock } from '@bos/kernel/clock';
import { createBlindIndex } from '@bos/table/encryption/blind-index';
import { createKeyRing } from '@bos/table/encryption/key-ring';
import type { KeyStore } from '@bos/table/encryption/key-store';
import type { KeyWrapper } from '@bos/table/encryption/key-wrapper';
import { createRawItems } from '@bos/table/raw-items';
import { createTable } from '@bos/table/table';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import type { TablePorts } from './ports.ts';

export interface TablePortOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly wrapper: KeyWrapper;
  /** Where wrapped keys are kept; in the table itself when not given. */
  readonly keyStore?: KeyStore;
  readonly clock: Clock;
}

/** The table with its keys: the same over every engine and every keeper. */
export function tablePorts({
  client,
  tableName,
  wrapper,
  clock,
  keyStore = createWrappedKeyStore(client, tableName, clock),
}: TablePortOptions): TablePorts {
  const keys = createKeyRing({ store: keyStore, wrapper, clock });
  const dependencies = { client, tableName, keys, clock };
  // The buildings' own terms are read from the table itself, in which nothing expires by them.
  const retention = createRetentionLookUp(createTable(dependencies), clock);
  const table = createTable({ ...dependencies, retention });
  return {
    keys,
    keyStore,
    blindIndex: createBlindIndex(keys),
    table,
    locks: createSimulatedLocks(createDeviceStore(table)),
    raw: createRawItems(client, tableName),
  };
}
