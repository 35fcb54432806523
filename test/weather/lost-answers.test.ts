import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { buildingEntity } from '@bos/buildings/buildings/building';
import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { engineConnection } from '@bos/embedded/engine/connection';
import { createTable as createOnEngine } from '@bos/embedded/engine/create-table';
import { startTableEngine, type TableEngine } from '@bos/embedded/engine/table-engine';
import { createKeyFileWrapper } from '@bos/embedded/keys/key-file-wrapper';
import { systemClock } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { ATTRIBUTES, createTableInput } from '@bos/table/definition';
import type { Table } from '@bos/table/table';
import { create, remove, replace } from '@bos/table/write';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tablePorts } from '../../functions/ports/table-ports.ts';
import { startTableProxy, type TableProxy } from './table-proxy.ts';
import { CLEAR } from './weather-plan.ts';

const TABLE = 'bos-data-lost-answers';
let folder: string;
let engine: TableEngine;
let proxy: TableProxy;
let client: DynamoDBDocumentClient;
let table: Table;
let number = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bos-lost-'));
  const dependencies = { clock: systemClock, timers: systemTimers, log: silentLog };
  engine = await startTableEngine({ dataDir: folder, tableName: TABLE, ...dependencies });
  proxy = await startTableProxy({ endpoint: engine.endpoint });
  const raw = new DynamoDBClient({ ...engineConnection(proxy.url), maxAttempts: 3 });
  await createOnEngine({
    client: raw,
    definition: createTableInput(TABLE),
    timeToLiveAttribute: ATTRIBUTES.timeToLive,
  });
  client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
  const wrapper = createKeyFileWrapper(join(folder, 'master.key'));
  ({ table } = tablePorts({ client, tableName: TABLE, wrapper, clock: systemClock }));
});

afterAll(async () => {
  client?.destroy();
  await proxy?.close();
  await engine?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => proxy.change(CLEAR));

/** The first requests of this operation lose their answers, the table having done its work. */
function loseAnswers(operation: string, requests: number): void {
  let left = requests;
  proxy.change({
    ...CLEAR,
    faultOf: (asked) => (asked === operation && left-- > 0 ? 'reset-after' : undefined),
  });
}

const building = () => ({
  buildingId: `b${number++}`,
  name: 'Casa',
  timeZone: 'America/Sao_Paulo',
  languages: ['pt' as const],
  emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
});

async function stored() {
  const made = building();
  await table.write([create(buildingEntity, made)]);
  const found = await table.get(buildingEntity, made);
  if (found === undefined) throw new Error('the building was not stored');
  return found;
}

describe('a write whose answer is lost', () => {
  test('is no conflict with itself when it made an item', async () => {
    const made = building();
    loseAnswers('PutItem', 1);
    await table.write([create(buildingEntity, made)]);
    expect(await table.get(buildingEntity, made)).toMatchObject({ ...made, version: 1 });
  });

  test('is no conflict with itself when it changed one, and has changed it once', async () => {
    const before = await stored();
    loseAnswers('PutItem', 2);
    await table.write([replace(buildingEntity, before, { ...before, name: 'Casa nova' })]);
    expect(await createBuildingStore(table).get(before.buildingId)).toMatchObject({ name: 'Casa nova', version: 2 });
  });

  test('is no conflict with itself when it was a transaction', async () => {
    const [one, other] = [building(), building()];
    loseAnswers('TransactWriteItems', 1);
    await table.write([create(buildingEntity, one), create(buildingEntity, other)]);
    expect(await table.get(buildingEntity, other)).toMatchObject(other);
  });

  test('is no conflict with itself when it removed an item', async () => {
    const before = await stored();
    loseAnswers('DeleteItem', 1);
    await table.write([remove(buildingEntity, before)]);
    expect(await table.get(buildingEntity, before)).toBeUndefined();
  });
});

describe('a write that is sent again after a request was lost', () => {
  test('is a conflict when somebody else wrote in between', async () => {
    const before = await stored();
    let left = 1;
    // The first request does not reach the table; before the second, another writer does.
    proxy.change({
      ...CLEAR,
      faultOf: (operation) => {
        if (operation !== 'PutItem' || left-- <= 0) return undefined;
        return 'reset';
      },
    });
    const theirs = table.write([replace(buildingEntity, before, { ...before, name: 'Theirs' })]);
    const ours = table.write([replace(buildingEntity, before, { ...before, name: 'Ours' })]);
    const outcomes = await Promise.allSettled([theirs, ours]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'WRITE_CONFLICT' } });
    expect((await table.get(buildingEntity, before))?.version).toBe(2);
  });
});
