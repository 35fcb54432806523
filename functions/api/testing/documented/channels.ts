import { Readable } from 'node:stream';
import { hmacSha256 } from '@bos/kernel/hash';
import type { CalendarTransport } from '@bos/stays/feeds/fetch-calendar';
import { airbnb, airbnbClosed, airbnbStay } from '@bos/stays/feeds/testing/calendars';
import { pmsWebhookRoute } from '@bos/stays/pms/pms-routes';
import * as z from 'zod';
import type { Walk } from './walk.ts';

/** What lies at every address: one stay and some days on which the owner comes. */
export const calendars: CalendarTransport = async () => ({
  status: 200,
  location: undefined,
  body: Readable.from([
    Buffer.from(airbnb(airbnbStay('HMAAAAAA11', '2027-01-04', '2027-01-08'), airbnbClosed('2027-02-01', '2027-02-03'))),
  ]),
});

/** Calendars that come in, and addresses at which the building's own are read. */
export async function documentCalendars({ document, refuse }: Walk): Promise<void> {
  const { id: feedId } = await document('addCalendarFeed', { as: 'rafael' });
  const feed = { params: { feedId }, as: 'rafael' };
  await document('importCalendarFeed', feed);
  await document('listCalendarFeeds', { as: 'rafael' });
  await document('changeCalendarFeed', feed);
  await document('removeCalendarFeed', feed);

  const unit = { params: { unitId: '0704' }, as: 'rafael' };
  const { id: linkId } = await document('addCalendarLink', unit);
  await refuse('addCalendarLink', 'UNIT_UNKNOWN', { params: { unitId: '9999' }, as: 'rafael' });
  await document('listCalendarLinks', unit);
  await document('removeCalendarLink', { ...unit, params: { unitId: '0704', linkId } });
}

/** The signature of a body by the secret of a building. */
export function signedBy(secret: string, body: unknown) {
  const signature = hmacSha256(secret, Buffer.from(JSON.stringify(body))).toString('hex');
  return { headers: { 'x-bos-signature-256': `sha256=${signature}` } };
}

/** A property management system that is connected and sends a stay. */
export async function documentPms({ document, refuse }: Walk): Promise<void> {
  const { secret } = z.object({ secret: z.string() }).parse((await document('connectPms')).body);
  const stay = pmsWebhookRoute.examples?.body;
  await refuse('receivePmsStay', 'SIGNATURE_REFUSED', signedBy('another secret', stay));
  await document('receivePmsStay', signedBy(secret, stay));
  await document('disconnectPms');
}
