import * as z from 'zod';
import { signedBy } from './channels.ts';
import type { Walk } from './walk.ts';

/** Calendars of no unit, and at no public address. */
export async function refusedCalendars({ refuse }: Walk): Promise<void> {
  const feed = { unitId: '0704', provider: 'airbnb', url: 'https://www.airbnb.com/calendar/ical/12345678.ics' };
  await refuse('addCalendarFeed', 'UNIT_UNKNOWN', { as: 'rafael', body: { ...feed, unitId: '9999' } });
  const url = 'https://calendars.example:8443/0704.ics';
  await refuse('addCalendarFeed', 'CALENDAR_ADDRESS_REFUSED', { as: 'rafael', body: { ...feed, url } });
}

const stay = {
  externalId: 'OPERA-48213',
  version: 1,
  status: 'confirmed',
  unitId: '0801',
  checkIn: '2026-11-22',
  checkOut: '2026-11-27',
  guests: [{ name: 'Emma Ward' }],
};

/** Stays that a property management system has and the building cannot. */
export async function refusedPms({ refuse, prepare }: Walk): Promise<void> {
  const { secret } = z.object({ secret: z.string() }).parse((await prepare('connectPms')).body);
  const cannot = (code: string, change: object) => {
    const body = { ...stay, ...change };
    return refuse('receivePmsStay', code, { ...signedBy(secret, body), body });
  };
  await cannot('UNIT_UNKNOWN', { unitId: '9999' });
  const past = { checkIn: '2026-11-01', checkOut: '2026-11-03' };
  await cannot('STAY_OVER', past);
  await cannot('NIGHTS_TAKEN', { unitId: '0704' });
  await cannot('CONFIRMATION_NUMBER_TAKEN', { confirmationNumber: 'JAMES704' });

  const { body } = await prepare('receivePmsStay', { ...signedBy(secret, stay), body: stay });
  const { reservationId } = z.object({ reservationId: z.string() }).parse(body);
  await cannot('STAY_OVER', { version: 2, ...past });
  await prepare('checkIn', { params: { reservationId }, as: 'rafael' });
  await cannot('STAY_BEGUN', { version: 2, unitId: '0802' });
  await cannot('RESERVATION_TRANSITION_REFUSED', { version: 2, status: 'cancelled' });
  const { version } = await prepare('getBuilding');
  await prepare('changeBuilding', { version, body: { features: { stays: false } } });
  await cannot('FEATURE_OFF', { externalId: 'OPERA-48214', unitId: '0901' });
}
