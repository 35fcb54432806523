import type { ChangeRecord } from '@bos/table/change-record';
import type { StoredItem } from '@bos/table/stored-item';
import { describe, expect, test } from 'vitest';
import { reservationBooked, reservationChanged, stayEnded } from './reservation-events.ts';
import { aReservation } from './testing/house.ts';

const image = (data: Record<string, unknown>, version: number): StoredItem => ({
  PK: 'BUILDING#b1',
  SK: 'RESERVATION#r1',
  type: 'reservation',
  data: { ...data, schemaVersion: 1 },
  version,
  created_at: '2026-11-22T12:00:00.000Z',
  updated_at: '2026-12-04T13:00:00.000Z',
});
const change = (before: StoredItem | undefined, after: StoredItem): ChangeRecord => ({
  sequenceNumber: '1',
  notedAt: '2026-12-04T13:00:00.000Z',
  before,
  after,
});

describe('what happens to a reservation is told', () => {
  const booked = image(aReservation(), 1);
  const arrivedAt = '2026-12-01T18:00:00.000Z';
  const staying = image({ ...aReservation(), status: 'checked_in', arrivedAt }, 2);
  const settledAt = '2026-12-04T13:00:00.000Z';
  const left = image({ ...aReservation(), status: 'checked_out', arrivedAt, settledAt }, 3);

  test('when it is booked', () => {
    expect(reservationBooked.read(change(undefined, booked))).toMatchObject({
      event: 'reservation-booked.v1',
      reservationId: 'r1',
      source: 'direct',
    });
    expect(reservationBooked.read(change(booked, staying))).toBeUndefined();
  });

  test('when the guest has left, once', () => {
    expect(stayEnded.read(change(staying, left))).toMatchObject({ unitId: '0704', settledAt });
    expect(stayEnded.read(change(booked, staying))).toBeUndefined();
    expect(stayEnded.read(change(left, left))).toBeUndefined();
  });

  test('when anything of it changes', () => {
    expect(reservationChanged.read(change(booked, staying))).toMatchObject({ change: 'changed', status: 'checked_in' });
    expect(reservationChanged.read(change(booked, booked))).toBeUndefined();
  });

  test.each([reservationBooked, stayEnded, reservationChanged].map((event) => [event.name, event] as const))(
    '%s takes its good examples and refuses its bad ones',
    (_name, { schema, examples }) => {
      for (const good of examples.good) expect(schema.parse(good)).toEqual(good);
      for (const bad of examples.bad) expect(schema.safeParse(bad).success).toBe(false);
    },
  );
});
