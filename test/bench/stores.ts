// Run by itself (`node test/bench/stores.ts`) it measures the stores alone.
import { join } from 'node:path';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type FaqEntry, faqEntryEntity } from '@bos/conversations/faq/faq-entry';
import { type Message, messageEntity } from '@bos/conversations/messages/message';
import { engineConnection } from '@bos/embedded/engine/connection';
import { createKeyFileWrapper } from '@bos/embedded/keys/key-file-wrapper';
import { systemClock } from '@bos/kernel/clock';
import type { EntityDefinition } from '@bos/table/entity';
import type { KeyParts } from '@bos/table/key-template';
import type { Table } from '@bos/table/table';
import { fencedClient } from '@bos/table/tenant-client';
import { inBuilding } from '@bos/table/tenant-scope';
import { create } from '@bos/table/write';
import { localTableClient } from '../../functions/ports/embedded-ports.ts';
import { tablePorts } from '../../functions/ports/table-ports.ts';
import { type RunningTable, startTable } from '../support/running-table.ts';
import { hammer, percentile, row } from './figures.ts';
import { rawRequests } from './raw-requests.ts';

const CONNECTIONS = 10;
/** Raw and store take turns, so that a busy moment of the machine falls on both. */
const TURNS = 15;
const TURN_SECONDS = 0.3;

const buildingId = 'bench';
const text = 'A torneira da cozinha está vazando desde ontem à noite. '.repeat(12);

const entry = (faqId: string): FaqEntry => ({
  buildingId,
  faqId,
  topic: 'water',
  status: 'active',
  texts: [{ language: 'pt', question: 'Quem conserta a torneira?', answer: text }],
});

const message = (messageId: string): Message => ({
  buildingId,
  conversationId: 'c1',
  userId: 'maria',
  messageId,
  direction: 'inbound',
  sender: 'person',
  kind: 'text',
  text,
  status: 'received',
  sentAt: '2026-01-01T00:00:00.000Z',
});

/** The least share of the raw client's rate that is good enough. Queries and transactions are shown and have none. */
const LEAST = { get: 0.8, put: 0.8 } as const;
const LEAST_ENCRYPTED = { get: 0.6, put: 0.6 } as const;

type Work = () => Promise<unknown>;

async function compare(name: string, least: number | undefined, raw: Work, store: Work): Promise<void> {
  const rate = async (work: Work): Promise<number> => {
    const done = await hammer(CONNECTIONS, TURN_SECONDS, async () => void (await work()));
    return done.length / TURN_SECONDS;
  };
  const rates: { raw: number; store: number }[] = [];
  // The first turn warms up.
  for (let turn = 0; turn <= TURNS; turn++) rates.push({ raw: await rate(raw), store: await rate(store) });
  const measured = rates.slice(1);
  const median = (read: (one: { raw: number; store: number }) => number) => percentile(measured.map(read), 0.5);
  const ratio = median((one) => one.store / one.raw);
  row(
    name,
    `${median((one) => one.raw).toFixed(0)}/s raw`,
    `${median((one) => one.store).toFixed(0)}/s`,
    `ratio ${ratio.toFixed(2)}${least === undefined ? '' : ` (≥ ${least}${ratio < least ? ', NOT REACHED' : ''})`}`,
  );
}

/** Gets, puts, queries of 25 and transactions of three of one entity, beside the same requests by the SDK alone. */
async function measureEntity<T extends object>(
  bench: RunningTable,
  table: Table,
  definition: EntityDefinition<T>,
  make: (id: string) => T,
  list: KeyParts,
): Promise<void> {
  const encrypted = definition.personal !== undefined;
  const name = `store of ${definition.type}${encrypted ? ', encrypted' : ''}:`;
  const least = encrypted ? LEAST_ENCRYPTED : LEAST;
  const scoped = (work: Work): Work => {
    return () => inBuilding(buildingId, work);
  };
  let written = 0;
  const fresh = () => create(definition, make(`new${written++}`));
  await table.write(Array.from({ length: 25 }, (_, i) => create(definition, make(`a${i + 10}`))));
  const parts = { ...make('a10'), ...definition.derived?.(make('a10')) };
  const raw = await rawRequests(bench, definition.primaryKey(parts));
  await compare(
    `${name} get`,
    least.get,
    raw.get,
    scoped(() => table.get(definition, parts)),
  );
  await compare(
    `${name} query`,
    undefined,
    raw.query,
    scoped(() => table.list(definition, list)),
  );
  await compare(
    `${name} put`,
    least.put,
    raw.put,
    scoped(() => table.write([fresh()])),
  );
  await compare(
    `${name} transaction`,
    undefined,
    raw.transact,
    scoped(() => table.write([fresh(), fresh(), fresh()])),
  );
}

/** The stores as the functions have them, with fence, keys and retention, beside the SDK's own client on one engine. */
export async function measureStores(): Promise<void> {
  const bench = await startTable('bench');
  const own = localTableClient(engineConnection(bench.endpoint));
  const refuse = (error: Error): never => {
    throw error;
  };
  const { table } = tablePorts({
    client: fencedClient({
      client: DynamoDBDocumentClient.from(own, { marshallOptions: { removeUndefinedValues: true } }),
      onRefused: refuse,
    }),
    tableName: bench.tableName,
    wrapper: createKeyFileWrapper(join(bench.dataDir, 'key')),
    clock: systemClock,
  });
  await measureEntity(bench, table, faqEntryEntity, entry, { buildingId });
  await measureEntity(bench, table, messageEntity, message, { buildingId, conversationId: 'c1' });
  own.destroy();
  await bench.stop();
}

if (import.meta.main) await measureStores();
