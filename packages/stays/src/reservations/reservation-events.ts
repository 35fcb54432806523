import { changeOf, changeSchema, defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';
import { RESERVATION_STATUSES, reservationSourceSchema } from './reservation.ts';

const stay = () => ({
  buildingId: z.string(),
  reservationId: z.string(),
  kind: z.enum(['stay', 'block']),
  unitId: z.string(),
  checkIn: z.string(),
  checkOut: z.string(),
  checkInTime: z.string(),
  checkOutTime: z.string(),
  guestIds: z.array(z.string()),
});

const example = {
  buildingId: 'demo',
  reservationId: '01M8127JV3NT13VHJQXTKB9RY0',
  kind: 'stay' as const,
  unitId: '0704',
  checkIn: '2026-11-20',
  checkOut: '2026-11-27',
  checkInTime: '15:00',
  checkOutTime: '11:00',
  guestIds: ['james'],
};

export const reservationBooked = /* @__PURE__ */ defineEvent({
  name: 'reservation-booked',
  version: 1,
  entity: 'reservation',
  description: 'A unit was taken for some nights; `requested` waits for a yes.',
  when: { kind: 'created' },
  schema: () => z.strictObject({ ...stay(), status: z.enum(RESERVATION_STATUSES), source: reservationSourceSchema }),
  examples: {
    good: [{ ...example, status: 'confirmed', source: 'airbnb' }],
    bad: [{ ...example, status: 'confirmed', source: 'airbnb', name: 'James Ward' }],
  },
});

export const stayEnded = /* @__PURE__ */ defineEvent({
  name: 'stay-ended',
  version: 1,
  entity: 'reservation',
  description: 'A guest has left: the unit is to be cleaned, and what opened it no longer does.',
  when: { kind: 'entered', field: 'status', values: ['checked_out'] },
  schema: () => z.strictObject({ ...stay(), settledAt: z.string().optional() }),
  examples: {
    good: [{ ...example, settledAt: '2026-11-27T13:40:00.000Z' }],
    bad: [{ ...example, settledAt: '2026-11-27T13:40:00.000Z', name: 'James Ward' }],
  },
});

export const reservationChanged = /* @__PURE__ */ defineEvent({
  name: 'reservation-changed',
  version: 1,
  entity: 'reservation',
  description:
    'A reservation was booked, moved, settled or removed, or its guests changed: whoever acts on stays looks again.',
  when: { kind: 'any' },
  schema: () => z.strictObject({ ...stay(), change: changeSchema, status: z.enum(RESERVATION_STATUSES) }),
  derive: changeOf,
  examples: {
    good: [{ ...example, change: 'changed', status: 'cancelled' }],
    bad: [{ ...example, change: 'changed', status: 'forgotten' }],
  },
});
