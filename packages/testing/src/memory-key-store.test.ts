import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { virtualClock } from './clocks.ts';
import { describeKeyStore } from './key-store-contract.ts';
import { createMemoryClient } from './memory-client.ts';
import { createMemoryKeyStore } from './memory-key-store.ts';

describeKeyStore('in memory', () => createMemoryKeyStore());

const { client } = createMemoryClient();
describeKeyStore('items of a table in memory', () => createWrappedKeyStore(client, 'bos-data-test', virtualClock()));
