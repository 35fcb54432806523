import { createDayListStore } from '@bos/buildings/access/day/day-list-store';
import { simulatedLocks } from '@bos/buildings/access/testing/simulated-locks';
import { DAY } from '@bos/kernel/clock';
import { DomainError } from '@bos/kernel/errors';
import { documentKey } from '@bos/stays/check-in/check-in';
import { createCheckInStore } from '@bos/stays/check-in/check-in-store';
import { looksLike } from '@bos/stays/check-in/document-beginnings';
import { occupancyMonthSchema } from '@bos/stays/occupancy/occupancy-month';
import { heldNights, reservationSchema } from '@bos/stays/reservations/reservation';
import { reservationEntity } from '@bos/stays/reservations/reservation-entity';
import { createReservationStore } from '@bos/stays/reservations/reservation-store';
import { remove } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryDocuments } from '@bos/testing/memory-documents';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { DEMO_BUILDING, DEMO_DEVICES, DEMO_UNITS } from '../demo-building.ts';
import { DEMO_PEOPLE } from '../demo-people.ts';
import { seedDemo } from '../seed-demo.ts';
import { monthWrites } from '../stay-items.ts';
import { daysAround } from './days.ts';
import { demoNeighbours } from './neighbours.ts';
import { seedLife } from './seed-life.ts';
import { demoStays } from './stays.ts';

const { buildingId } = DEMO_BUILDING;
const never = new AbortController().signal;

async function aurora() {
  const clock = virtualClock();
  const memory = createMemoryTable({ clock });
  await seedDemo(memory, clock.now());
  const locks = simulatedLocks(DEMO_DEVICES.map(({ deviceId }) => deviceId));
  const documents = createMemoryDocuments({ clock });
  const life = (signal = never) => seedLife({ ...memory, locks, documents, signal });
  const data = (type: string) => memory.items().filter((item) => item.type === type);
  return { ...memory, clock, locks, documents, life, data, days: createDayListStore(memory.table) };
}

describe('the life of the demo building', () => {
  test('is forty units and ninety people, three months of stays and one to come', async () => {
    const { life, data } = await aurora();
    expect(await life()).toBe(true);
    expect(DEMO_UNITS).toHaveLength(40);
    expect(data('person')).toHaveLength(90);
    expect(data('membership')).toHaveLength(90);
    expect(data('reservation').length).toBeGreaterThan(180);
    expect(data('parcel').length).toBeGreaterThan(200);
    expect(data('visitor').length).toBeGreaterThan(150);
    expect(data('ticket').length).toBeGreaterThan(35);
    expect(data('conversation').length).toBeGreaterThan(25);
  });

  test('gives the desk of everything something to do today', async () => {
    const { life, days, clock } = await aurora();
    await life();
    const { today } = daysAround(clock.now());
    const [arrivals, departures, visitors, parcels] = await Promise.all([
      days.arrivals(buildingId, today),
      days.departures(buildingId, today),
      days.visitors(buildingId, today),
      days.parcels(buildingId, today),
    ]);
    expect(arrivals.items.map(({ status }) => status)).toEqual(['expected', 'expected', 'expected']);
    expect(departures.items.map(({ status }) => status)).toEqual(['expected', 'expected', 'expected']);
    expect(arrivals.items.map(({ journey }) => journey).toSorted()).toEqual(['approved', 'submitted', undefined]);
    expect(visitors.items.map(({ status }) => status)).toContain('arrived');
    expect(visitors.items.map(({ status }) => status)).toContain('announced');
    expect(parcels.items.length).toBeGreaterThan(0);
    expect(arrivals.items.every(({ guestName }) => guestName !== undefined)).toBe(true);
  });

  test('has every night once, and what the calendar says is what the reservations say', async () => {
    const { life, data } = await aurora();
    await life();
    const held = data('reservation').flatMap((item) => {
      const reservation = reservationSchema.parse(item.data);
      return heldNights(reservation).map((night) => `${reservation.unitId} ${night} ${reservation.reservationId}`);
    });
    const taken = data('occupancy_month').flatMap((item) => {
      const month = occupancyMonthSchema.parse(item.data);
      return Object.entries(month.nights).map(([day, whose]) => `${month.unitId} ${month.month}-${day} ${whose}`);
    });
    expect(taken.toSorted()).toEqual(held.toSorted());
    expect(new Set(held.map((line) => line.slice(0, 15))).size).toBe(held.length);
  });

  test('what guests have sent before they come can be looked at', async () => {
    const { life, documents, table } = await aurora();
    await life();
    const { items } = await createCheckInStore(table).listInStatus(buildingId, 'submitted');
    expect(items).toHaveLength(1);
    for (const checkIn of items) {
      const found = checkIn.documents.map(({ documentId }) => documents.read(documentKey(checkIn, documentId)));
      for (const document of await Promise.all(found)) {
        expect(document && (await looksLike('image/png', document.content))).toBe(true);
      }
    }
  });

  test('tags are on the locks that they are said to be on', async () => {
    const { life, locks } = await aurora();
    await life();
    const gate = await locks.listCodes({ buildingId, deviceId: 'gate' }, never);
    expect(gate).toHaveLength(25);
  });

  test('is the same for the same day', () => {
    const days = daysAround(new Date('2026-11-22T12:00:00.000Z'));
    expect(demoStays(days)).toEqual(demoStays(days));
    expect(demoNeighbours()).toEqual(demoNeighbours());
    const ids = new Set([...DEMO_PEOPLE, ...demoNeighbours()].map(({ userId }) => userId));
    expect(ids.size).toBe(78);
  });

  test.each(['2026-03-01T02:30:00.000Z', '2027-01-01T03:10:00.000Z', '2028-02-29T23:59:00.000Z'])(
    'holds together when it begins at %s',
    async (start) => {
      const { life, clock, data } = await aurora();
      clock.set(new Date(start));
      expect(await life()).toBe(true);
      expect(data('person')).toHaveLength(90);
    },
  );
});

describe('seedLife', () => {
  test('is made once: what is changed later stays so', async () => {
    const { life, table, clock } = await aurora();
    await life();
    const [upcoming] = demoStays(daysAround(clock.now())).toReversed();
    const reservationId = upcoming?.reservation.reservationId ?? '';
    const stored = await table.get(reservationEntity, { buildingId, reservationId });
    if (stored === undefined) throw new Error('not seeded');
    await table.write([remove(reservationEntity, stored)]);
    await clock.advance(3 * DAY);
    expect(await life()).toBe(false);
    expect(await createReservationStore(table).get(buildingId, reservationId)).toBeUndefined();
  });

  test('cut short again and again, it comes to the same in the end', async () => {
    const whole = await aurora();
    await whole.life();
    const cut = await aurora();
    const { table } = cut;
    for (let died = 1; ; died++) {
      let writes = 0;
      const dying = {
        ...cut,
        signal: never,
        table: {
          ...table,
          write: async (operations: Parameters<typeof table.write>[0]) => {
            if (++writes > 3 * died) throw new Error('killed');
            return table.write(operations);
          },
        },
      };
      const completed = await seedLife(dying).catch(() => undefined);
      if (completed === true) break;
      await cut.clock.advance(DAY / 2);
    }
    // What lies under a hash is under another one where the key of the hashes is another.
    const names = ({ items }: typeof cut) =>
      items()
        .map(({ PK, SK }) => `${PK} ${SK}`.replace(/[0-9a-f]{40}/, 'hash'))
        .toSorted();
    expect(names(cut)).toEqual(names(whole));
  });

  test('is completed without what belongs to somebody who was erased meanwhile', async () => {
    const { table, data, ...world } = await aurora();
    const erased = new DomainError('not_found', 'PERSON_ERASED', 'The keys were destroyed.');
    const write: typeof table.write = async (operations) => {
      if (operations.some(({ type }) => type === 'visitor')) throw erased;
      return table.write(operations);
    };
    expect(await seedLife({ ...world, table: { ...table, write }, signal: never })).toBe(true);
    expect(data('visitor')).toEqual([]);
    expect(data('parcel').length).toBeGreaterThan(200);
    expect(data('conversation').length).toBeGreaterThan(25);
  });

  test('leaves to others what they have booked before it came', async () => {
    const { life, table, clock, data } = await aurora();
    const [first] = demoStays(daysAround(clock.now())).filter(({ reservation }) => reservation.status === 'confirmed');
    if (first === undefined) throw new Error('no stay to come');
    const other = { ...first, reservation: { ...first.reservation, reservationId: 'theirs' } };
    await table.write(monthWrites([other]));
    await life();
    const ids = data('reservation').map((item) => String(item.SK));
    expect(ids).not.toContain(`RESERVATION#${first.reservation.reservationId}`);
  });

  test('ends between two transactions when the system stops', async () => {
    const { life } = await aurora();
    await expect(life(AbortSignal.abort(new Error('stopping')))).rejects.toThrow('stopping');
    expect(await life()).toBe(true);
  });
});
