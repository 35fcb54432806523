import { writeFileSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { engineConnection } from '@bos/embedded/engine/connection';
import { createTable } from '@bos/embedded/engine/create-table';
import { startTableEngine, type TableEngine } from '@bos/embedded/engine/table-engine';
import { systemClock } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { ATTRIBUTES, createTableInput } from '@bos/table/definition';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDataDir, removeDataDir } from '../../../test/support/data-dir.ts';
import { ENTITIES } from '../entities.ts';
import { MEASUREMENTS_FILE, type Measurements, readMeasurements } from './measurements.ts';
import { measurePatterns, TABLES } from './testing/measure.ts';
import { measureReads } from './testing/measure-reads.ts';
import type { RecordedRequest } from './testing/recorded-client.ts';
import { ROOMS } from './testing/rooms.ts';
import { patternTexts, readsInCode, sources, storeFactories } from './testing/sources.ts';

const dataDir = freshDataDir();
let engine: TableEngine | undefined;
let measured: Measurements;

beforeAll(async () => {
  engine = await startTableEngine({
    dataDir,
    tableName: TABLES.patterns,
    clock: systemClock,
    timers: systemTimers,
    log: silentLog,
  });
  const raw = new DynamoDBClient(engineConnection(engine.endpoint));
  for (const tableName of Object.values(TABLES)) {
    const definition = createTableInput(tableName);
    await createTable({ client: raw, definition, timeToLiveAttribute: ATTRIBUTES.timeToLive });
  }
  const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
  // Throws when a pattern takes more than one request, and when an entity has no typical item.
  measured = await measurePatterns({ client, tables: TABLES, rooms: ROOMS, entities: ENTITIES });
  raw.destroy();
  if (process.env.BOS_MEASURE_PATTERNS === '1') {
    writeFileSync(MEASUREMENTS_FILE, `${JSON.stringify(measured, null, 2)}\n`);
  }
});

afterAll(async () => {
  await engine?.stop();
  removeDataDir(dataDir);
});

describe('the access patterns', () => {
  const listed: ReadonlySet<string> = new Set(ENTITIES.map(({ type }) => type));
  const all = sources();
  const inCode = readsInCode(all);
  const anew = 'take them down with BOS_MEASURE_PATTERNS=1 npx vitest run --project unit bin/docs/patterns';

  test.each(['lives', 'reads', 'composed', 'transactions'] as const)('%s cost what the page says', (part) => {
    expect(measured[part], anew).toEqual(readMeasurements()[part]);
  });

  test('find something, so that what they cost is told by more than nothing', () => {
    const empty = measured.reads.filter(({ items }) => items === 0);
    expect(empty.map(({ name }) => name)).toEqual([]);
  });

  test('are told of every store', () => {
    const texts = patternTexts();
    // What is in no list of entities yet has no place in the table.
    const factories = storeFactories(all).filter(({ entities }) => entities.every((entity) => listed.has(entity)));
    expect(factories.length).toBeGreaterThan(10);
    expect(factories.filter(({ name }) => !texts.includes(`${name}(`))).toEqual([]);
  });

  test('are told of every read that stands outside a store', () => {
    const told = new Set(measured.reads.map(({ operation, entity }) => `${operation} ${entity}`));
    expect(inCode.length).toBeGreaterThan(30);
    const untold = inCode.filter(({ operation, entity }) => listed.has(entity) && !told.has(`${operation} ${entity}`));
    expect(untold).toEqual([]);
  });
});

describe('a pattern', () => {
  const request = (sort: string): RecordedRequest => ({
    operation: 'Get',
    index: undefined,
    keys: { entity: 'note', partition: 'BUILDING#{buildingId}', sort },
    consistent: true,
    items: [],
    acts: [],
    units: 1,
  });
  const [one, other] = [request('NOTE#{noteId}'), request('MEMO#{memoId}')];
  const pattern = (name: string, of?: string[]) => ({
    name,
    usedBy: 'a test',
    run: async () => name,
    ...(of && { of }),
  });
  const measure = (...given: readonly (readonly [ReturnType<typeof pattern>, readonly RecordedRequest[]])[]) =>
    measureReads(
      given.map(([each]) => each),
      async ({ name }) => ({ requests: given.find(([each]) => each.name === name)?.[1] ?? [], keys: 0 }),
    );

  test('is one request and nothing else', async () => {
    const { reads } = await measure([pattern('one'), [one]]);
    expect(reads).toMatchObject([{ name: 'one', entity: 'note', readUnits: 1 }]);
    await expect(measure([pattern('two'), [one, one]])).rejects.toThrow('two takes 2 requests, not one');
    await expect(measure([pattern('none'), []])).rejects.toThrow('none takes 0 requests, not one');
    await expect(measure([pattern('write'), [{ ...one, operation: 'Put' }]])).rejects.toThrow('write sends a Put');
  });

  test('that is made of several sends what they send, and nothing else', async () => {
    const parts = [
      [pattern('one'), [one]],
      [pattern('other'), [other]],
    ] as const;
    const whole = pattern('whole', ['one', 'other']);
    expect((await measure(...parts, [whole, [one, other]])).composed).toMatchObject([{ of: ['one', 'other'] }]);
    for (const requests of [[one], [one, one], [one, other, other]]) {
      await expect(measure(...parts, [whole, requests])).rejects.toThrow('whole does not consist of one, other');
    }
  });

  test('has a name of its own', async () => {
    await expect(measure([pattern('one'), [one]], [pattern('one'), [one]])).rejects.toThrow('Two patterns');
  });
});
