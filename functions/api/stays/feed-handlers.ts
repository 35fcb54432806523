import { randomBytes } from 'node:crypto';
import { type BoundRoute, implement } from '@bos/http/bind';
import { notFound } from '@bos/kernel/errors';
import { addCalendarLink, createCalendarLinkStore, removeCalendarLink } from '@bos/stays/feeds/calendar-link';
import {
  addCalendarLinkRoute,
  addFeedRoute,
  changeFeedRoute,
  importFeedRoute,
  listCalendarLinksRoute,
  listFeedsRoute,
  removeCalendarLinkRoute,
  removeFeedRoute,
} from '@bos/stays/feeds/feed-routes';
import { addFeed, changeFeed, createFeedStore, removeFeed } from '@bos/stays/feeds/feed-store';
import { calendarPath, viewCalendarLink, viewFeed } from '@bos/stays/feeds/feed-view';
import { type CalendarTransport, checkCalendarUrl } from '@bos/stays/feeds/fetch-calendar';
import type { Ports } from '../../ports/ports.ts';
import { mapPage, pageOf } from '../pages.ts';
import { stayRequests } from './stay-requests.ts';

/** A caller waits for it: less than the function has. */
const LONGEST_FETCH = 8_000;

export interface CalendarPorts extends Pick<Ports, 'table' | 'clock' | 'ids'> {
  /** The way out; real HTTPS when not given. */
  readonly calendars?: CalendarTransport;
}

/** Calendars that come in and calendars that go out. */
export function feedHandlers({ table, clock, ids, calendars }: CalendarPorts): BoundRoute[] {
  const feeds = createFeedStore(table);
  const links = createCalendarLinkStore(table);
  const requests = stayRequests(table, ids);

  async function known(buildingId: string, feedId: string) {
    const feed = await feeds.get(buildingId, feedId);
    if (feed === undefined) throw notFound('calendar feed', feedId);
    return feed;
  }

  const add = implement(addFeedRoute, async ({ params: { buildingId }, body, principal, idempotencyKey }) => {
    const { closedMeans, ...fields } = body;
    checkCalendarUrl(body.url);
    const feedId = requests.idOf('calendar-feed', buildingId, principal.userId, idempotencyKey);
    const standing = await feeds.get(buildingId, feedId);
    const feed =
      standing ??
      (await addFeed(
        { table },
        {
          ...fields,
          buildingId,
          feedId,
          userId: principal.userId,
          ...(closedMeans !== undefined && { closedMeans }),
          at: clock.now(),
        },
      ));
    return { body: viewFeed(feed), location: `/v1/buildings/${buildingId}/calendar-feeds/${feedId}` };
  });

  const list = implement(listFeedsRoute, async ({ params: { buildingId }, query }) => ({
    body: mapPage(await feeds.list(buildingId, pageOf(query)), viewFeed),
  }));

  const change = implement(changeFeedRoute, async ({ params: { buildingId, feedId }, body }) => {
    const { status, closedMeans } = body;
    const given = {
      ...(status !== undefined && { status }),
      ...(closedMeans !== undefined && { closedMeans }),
    };
    await changeFeed({ table }, { buildingId, feedId }, given);
    return { body: viewFeed(await known(buildingId, feedId)) };
  });

  const remove = implement(removeFeedRoute, async ({ params: { buildingId, feedId } }) => {
    await known(buildingId, feedId);
    await removeFeed({ table }, { buildingId, feedId });
    return {};
  });

  const importNow = implement(importFeedRoute, async ({ params: { buildingId, feedId } }) => {
    const feed = await known(buildingId, feedId);
    // The parser of calendars is for few: whoever asks for it loads it.
    const [{ runFeed }, { httpsTransport }] = await Promise.all([
      import('@bos/stays/feeds/run-feed'),
      import('@bos/stays/feeds/https-transport'),
    ]);
    const get = calendars ?? httpsTransport();
    const deps = { table, randomness: () => randomBytes(16), get, longestFetch: LONGEST_FETCH };
    return { body: await runFeed(deps, feed, clock.now()) };
  });

  const addLink = implement(addCalendarLinkRoute, async ({ params: { buildingId, unitId }, body }) => {
    const { exceptFeedId } = body;
    if (exceptFeedId !== undefined) await known(buildingId, exceptFeedId);
    const { link, token } = await addCalendarLink(
      { table, randomness: () => randomBytes(32) },
      {
        buildingId,
        unitId,
        linkId: ids.next(),
        ...(exceptFeedId !== undefined && { exceptFeedId }),
        at: clock.now(),
      },
    );
    return { body: { ...viewCalendarLink(link), url: calendarPath(buildingId, token) } };
  });

  const listLinks = implement(listCalendarLinksRoute, async ({ params: { buildingId, unitId }, query }) => ({
    body: mapPage(await links.listOfUnit(buildingId, unitId, pageOf(query)), viewCalendarLink),
  }));

  const removeLink = implement(removeCalendarLinkRoute, async ({ params }) => {
    await removeCalendarLink({ table }, params);
    return {};
  });

  return [add, list, change, remove, importNow, addLink, listLinks, removeLink];
}
