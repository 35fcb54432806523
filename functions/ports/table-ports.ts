import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '@bos/kernel/clock';
import { createBlindIndex } from '@bos/table/encryption/blind-index';
import { createKeyRing } from '@bos/table/encryption/key-ring';
import type { KeyWrapper } from '@bos/table/encryption/key-wrapper';
import { createTable } from '@bos/table/table';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import type { Ports } from './ports.ts';

export interface TablePortOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly wrapper: KeyWrapper;
  readonly clock: Clock;
}

/** The table with its keys: the same over every engine and every keeper. */
export function tablePorts({
  client,
  tableName,
  wrapper,
  clock,
}: TablePortOptions): Pick<Ports, 'table' | 'keys' | 'blindIndex'> {
  const keys = createKeyRing({ store: createWrappedKeyStore(client, tableName, clock), wrapper, clock });
  return { keys, blindIndex: createBlindIndex(keys), table: createTable({ client, tableName, keys, clock }) };
}
