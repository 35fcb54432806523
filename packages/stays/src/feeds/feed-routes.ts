import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { calendarLinkView, feedView, importReportView, newCalendarLinkView } from './feed-view.ts';
import { feedProviderSchema } from './import-report.ts';

const TAG = 'Calendars';
const building = z.object({ buildingId: z.string() });
const unit = building.extend({ unitId: pathId });
const feed = building.extend({ feedId: pathId });
const feeds = '/v1/buildings/{buildingId}/calendar-feeds';
const links = '/v1/buildings/{buildingId}/units/{unitId}/calendar-links';

const UNIT = { status: 400, code: 'UNIT_UNKNOWN', description: 'There is no such unit.' };
const ADDRESS = { status: 400, code: 'CALENDAR_ADDRESS_REFUSED', description: 'It leads to no public https host.' };
const closedMeans = z
  .enum(['stay', 'block'])
  .describe('What days are that the calendar only calls closed; what its provider usually means when not given.');

export const addFeedRoute = defineRoute({
  operationId: 'addCalendarFeed',
  method: 'POST',
  path: feeds,
  summary: 'Connect a calendar that somebody else keeps',
  description: 'It is imported every hour. What other reservations have is never taken: conflicts are reported.',
  tag: TAG,
  permission: 'reservations:manage',
  params: building,
  idempotencyKey: 'optional',
  body: z.object({
    unitId: pathId,
    provider: feedProviderSchema,
    url: z.url({ protocol: /^https$/ }).max(2_000),
    closedMeans: closedMeans.optional(),
  }),
  examples: {
    body: {
      unitId: '0704',
      provider: 'airbnb',
      url: 'https://www.airbnb.com/calendar/ical/12345678.ics?s=0123456789abcdef',
    },
  },
  response: { status: 201, description: 'Connected.', schema: feedView },
  errors: [UNIT, ADDRESS],
});

export const listFeedsRoute = defineRoute({
  operationId: 'listCalendarFeeds',
  method: 'GET',
  path: feeds,
  summary: 'Connected calendars, with their last import and its conflicts',
  tag: TAG,
  permission: 'reservations:read',
  params: building,
  query: listQuery,
  response: { status: 200, description: 'Calendars.', schema: listOf(feedView) },
});

export const changeFeedRoute = defineRoute({
  operationId: 'changeCalendarFeed',
  method: 'PATCH',
  path: `${feeds}/{feedId}`,
  summary: 'Pause a calendar, or say what its closed days are',
  tag: TAG,
  permission: 'reservations:manage',
  params: feed,
  body: z
    .object({ status: z.enum(['active', 'paused']).optional(), closedMeans: closedMeans.optional() })
    .refine((change) => Object.values(change).some((value) => value !== undefined), 'must change something'),
  examples: { body: { status: 'paused' } },
  response: { status: 200, description: 'The calendar as it is now.', schema: feedView },
});

export const removeFeedRoute = defineRoute({
  operationId: 'removeCalendarFeed',
  method: 'DELETE',
  path: `${feeds}/{feedId}`,
  summary: 'Disconnect a calendar: what came by it stays',
  tag: TAG,
  permission: 'reservations:manage',
  params: feed,
  response: { status: 204, description: 'Disconnected.' },
});

export const importFeedRoute = defineRoute({
  operationId: 'importCalendarFeed',
  method: 'POST',
  path: `${feeds}/{feedId}/import`,
  summary: 'Import a calendar now',
  description: 'Answers what it did. A calendar that could not be fetched or read is `failed`, with the reason.',
  tag: TAG,
  permission: 'reservations:manage',
  params: feed,
  response: { status: 200, description: 'What the import did.', schema: importReportView },
});

export const addCalendarLinkRoute = defineRoute({
  operationId: 'addCalendarLink',
  method: 'POST',
  path: links,
  summary: 'Make a secret address of a unit’s calendar',
  description: 'Whoever has it reads when the unit is taken (iCalendar), and nothing about whom.',
  tag: TAG,
  permission: 'reservations:manage',
  params: unit,
  body: z.object({
    exceptFeedId: pathId.optional().describe('The calendar of whoever reads it: what came by it is not told back.'),
  }),
  examples: { body: {} },
  response: { status: 201, description: 'The address, this once.', schema: newCalendarLinkView },
  errors: [UNIT],
});

export const listCalendarLinksRoute = defineRoute({
  operationId: 'listCalendarLinks',
  method: 'GET',
  path: links,
  summary: 'The secret addresses of a unit’s calendar',
  tag: TAG,
  permission: 'reservations:read',
  params: unit,
  query: listQuery,
  response: { status: 200, description: 'Without what makes them secret.', schema: listOf(calendarLinkView) },
});

export const removeCalendarLinkRoute = defineRoute({
  operationId: 'removeCalendarLink',
  method: 'DELETE',
  path: `${links}/{linkId}`,
  summary: 'Take an address back: it leads nowhere from now on',
  tag: TAG,
  permission: 'reservations:manage',
  params: unit.extend({ linkId: pathId }),
  response: { status: 204, description: 'Taken back.' },
});

export const feedRoutes: readonly RouteContract[] = [
  addFeedRoute,
  listFeedsRoute,
  changeFeedRoute,
  removeFeedRoute,
  importFeedRoute,
  addCalendarLinkRoute,
  listCalendarLinksRoute,
  removeCalendarLinkRoute,
];
