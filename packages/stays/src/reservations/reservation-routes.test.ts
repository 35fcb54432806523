import { openApiDocument } from '@bos/http/openapi';
import { describe, expect, test } from 'vitest';
import { createReservationRoute, listReservationsRoute, reservationRoutes } from './reservation-routes.ts';
import { viewGuest, viewReservation } from './reservation-view.ts';
import { aReservation } from './testing/house.ts';

describe('the routes of reservations', () => {
  test('take their own examples', () => {
    for (const { body, examples, operationId } of reservationRoutes) {
      if (body === undefined) continue;
      expect(body.safeParse(examples?.body).success, operationId).toBe(true);
    }
  });

  test('are documented', () => {
    const { paths } = openApiDocument(reservationRoutes, { title: 'Stays', version: '1', servers: [] });
    const under = '/v1/buildings/{buildingId}/reservations';
    expect(Object.keys(paths)).toContain(`${under}/{reservationId}/late-check-out`);
    expect(JSON.stringify(paths)).toContain('LATE_CHECK_OUT_REFUSED');
  });

  test.each([
    [{ unitId: '0704', checkIn: '2026-02-30', checkOut: '2026-12-27' }, 'checkIn'],
    [{ unitId: 'a b', checkIn: '2026-12-20', checkOut: '2026-12-27' }, 'unitId'],
    [{ unitId: '0704', checkIn: '2026-12-20', checkOut: '2026-12-27', checkInTime: '25:00' }, 'checkInTime'],
    [{ unitId: '0704', checkIn: '2026-12-20', checkOut: '2026-12-27', guests: [{ phone: '12' }] }, 'guests.0.phone'],
  ])('say which field is wrong: %j', (body, field) => {
    const { error } = createReservationRoute.body?.safeParse(body) ?? {};
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
  });

  test('list by one thing at a time', () => {
    const takes = (query: object) => listReservationsRoute.query?.safeParse(query).success;
    expect(takes({ arrivals: '2026-12-01' })).toBe(true);
    expect(takes({})).toBe(false);
    expect(takes({ arrivals: '2026-12-01', unitId: '0704' })).toBe(false);
  });

  test('show a reservation and its guests without what the table adds', () => {
    const stored = { version: 3, createdAt: 'x', updatedAt: 'x' };
    const { reservationId, buildingId: _building, ...fields } = aReservation();
    expect(viewReservation({ ...aReservation(), ...stored })).toEqual({ id: reservationId, ...fields });
    const days = { checkIn: '2026-12-01', checkOut: '2026-12-04' };
    const guest = { buildingId: 'b1', userId: 'james', reservationId, unitId: '0704', lead: true, ...days, ...stored };
    expect(viewGuest(guest)).toEqual({ id: 'james', reservationId, lead: true });
  });
});
