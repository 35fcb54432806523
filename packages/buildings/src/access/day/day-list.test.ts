import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { DAY } from '@bos/kernel/clock';
import { put } from '@bos/table/write';
import { writeChunks } from '@bos/table/write-chunks';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test, vi } from 'vitest';
import { dayArrivalEntity, dayDepartureEntity } from './day-list.ts';
import { createDayListStore } from './day-list-store.ts';

const buildingId = 'b1';
const arrival = (number: number, date: string) => ({
  buildingId,
  date,
  unitId: '0704',
  reservationId: `r${number}`,
  status: 'expected' as const,
});

function house() {
  const clock = virtualClock();
  const { table, client, items } = createMemoryTable({ clock });
  return { clock, table, items, day: createDayListStore(table), requests: vi.spyOn(client, 'send') };
}

describe('the front desk’s day', () => {
  test('is one request for each list, with 10,000 reservations beside it', async () => {
    const { table, day, requests } = house();
    const dates = Array.from({ length: 400 }, (_, index) =>
      new Date(Date.UTC(2026, 0, 1) + index * DAY).toISOString().slice(0, 10),
    );
    const all = Array.from({ length: 10_000 }, (_, number) => arrival(number, dates[number % 400] ?? ''));
    await writeChunks(
      table,
      all.map((one) => put(dayArrivalEntity, one)),
    );
    requests.mockClear();
    const today = await day.arrivals(buildingId, '2026-11-22', { limit: 100 });
    expect(today.items).toHaveLength(25);
    expect(today.next).toBeNull();
    expect((await day.departures(buildingId, '2026-11-22')).items).toEqual([]);
    expect((await day.visitors(buildingId, '2026-11-22')).items).toEqual([]);
    expect((await day.parcels(buildingId, '2026-11-22')).items).toEqual([]);
    expect(requests.mock.calls.filter(([command]) => command instanceof QueryCommand)).toHaveLength(4);
    expect(requests).toHaveBeenCalledTimes(4);
  });

  test('seals a guest’s name with the guest’s key, and takes none without an id', async () => {
    const { table, day, items } = house();
    const known = { ...arrival(1, '2026-11-22'), userId: 'james', guestName: 'James Miller' };
    await table.write([put(dayArrivalEntity, known)]);
    expect(JSON.stringify(items())).not.toContain('Miller');
    expect((await day.arrivals(buildingId, '2026-11-22')).items).toMatchObject([{ guestName: 'James Miller' }]);
    const nameless = { ...arrival(2, '2026-11-22'), guestName: 'Ann' };
    await expect(table.write([put(dayArrivalEntity, nameless)])).rejects.toThrow('a name needs the id');
  });

  test('is forgotten with the access log', async () => {
    const { table, day, clock } = house();
    await table.write([put(dayDepartureEntity, arrival(1, '2026-11-22'))]);
    await clock.advance(89 * DAY);
    expect((await day.departures(buildingId, '2026-11-22')).items).toHaveLength(1);
    await clock.advance(2 * DAY);
    expect((await day.departures(buildingId, '2026-11-22')).items).toEqual([]);
  });
});
