import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { engineConnection } from '@bos/embedded/engine/connection';
import { createTable as createEngineTable } from '@bos/embedded/engine/create-table';
import { startTableEngine, type TableEngine } from '@bos/embedded/engine/table-engine';
import { addDays } from '@bos/kernel/calendar-date';
import { systemClock } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { ATTRIBUTES, createTableInput } from '@bos/table/definition';
import { createKeyRing } from '@bos/table/encryption/key-ring';
import { createTable, type Table } from '@bos/table/table';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { virtualClock } from '@bos/testing/clocks';
import { testKeyWrapper } from '@bos/testing/memory-table';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nightsOf } from '../calendar/calendar-date.ts';
import { moveReservation } from '../reservations/move-reservation.ts';
import { createReservationStore } from '../reservations/reservation-store.ts';
import { openHouse } from '../reservations/testing/house.ts';
import { occupancyMonthEntity } from './occupancy-month.ts';

const tableName = 'bos-data-stays';
const clock = virtualClock();
let dataDir: string;
let engine: TableEngine | undefined;
let client: DynamoDBDocumentClient;
let table: Table;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'bos-stays-'));
  engine = await startTableEngine({ dataDir, tableName, clock: systemClock, timers: systemTimers, log: silentLog });
  const raw = new DynamoDBClient(engineConnection(engine.endpoint));
  await createEngineTable({
    client: raw,
    definition: createTableInput(tableName),
    timeToLiveAttribute: ATTRIBUTES.timeToLive,
  });
  client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
  const store = createWrappedKeyStore(client, tableName, clock);
  table = createTable({ client, tableName, keys: createKeyRing({ store, wrapper: testKeyWrapper, clock }), clock });
});

afterAll(async () => {
  client?.destroy();
  await engine?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('on the engine of one machine', () => {
  test('of 200 who want the same night of a unit, over two months, exactly one has it', async () => {
    const { book } = await openHouse(table, clock, 'race');
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, (_, n) => {
        const checkIn = addDays('2026-12-31', -(n % 4));
        return book({ checkIn, checkOut: addDays('2027-01-01', n % 7) });
      }),
    );
    const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect(won).toHaveLength(1);
    expect(new Set(reasons)).toEqual(new Set(['NIGHTS_TAKEN']));
    const [winner] = won;
    const months = await table.getMany(
      occupancyMonthEntity,
      ['2026-12', '2027-01'].map((month) => ({ buildingId: 'race', unitId: '0704', month })),
    );
    const taken = months.flatMap(({ month, nights }) =>
      Object.entries(nights).map(([day, whose]) => `${month}-${day} ${whose}`),
    );
    const held = winner && nightsOf(winner.checkIn, winner.checkOut).map((night) => `${night} ${winner.reservationId}`);
    expect(taken.toSorted()).toEqual(held);
    const { items } = await createReservationStore(table).listOfUnit('race', '0704', { limit: 100 });
    expect(items).toHaveLength(1);
  }, 60_000);

  test('of two who change places at once, none loses a night', async () => {
    const { book, of, deps } = await openHouse(table, clock, 'swap');
    const [a, b] = [await book(), await book({ unitId: '0705' })];
    const moves = await Promise.allSettled([
      moveReservation(deps, { ...of(a.reservationId), unitId: '0705' }),
      moveReservation(deps, { ...of(b.reservationId), unitId: '0704' }),
    ]);
    expect(moves.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const free = await moveReservation(deps, { ...of(a.reservationId), unitId: '0706' });
    const { reservationId } = await moveReservation(deps, { ...of(b.reservationId), unitId: '0704' });
    expect([free.unitId, reservationId]).toEqual(['0706', b.reservationId]);
  });
});
