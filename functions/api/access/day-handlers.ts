import { createDayListStore } from '@bos/buildings/access/day/day-list-store';
import {
  listArrivalsRoute,
  listDayParcelsRoute,
  listDayVisitorsRoute,
  listDeparturesRoute,
} from '@bos/buildings/access/day/day-routes';
import { listAccessLogRoute, viewAccessEntry } from '@bos/buildings/access/log/access-log-routes';
import { createAccessLogStore } from '@bos/buildings/access/log/access-log-store';
import { type BoundRoute, implement } from '@bos/http/bind';
import type { Ports } from '../../ports/ports.ts';
import { mapPage, pageOf } from '../pages.ts';

/** What is in the address of a list, and what is the table's own, is no part of its lines. */
type Unsaid = 'buildingId' | 'date' | 'version' | 'createdAt' | 'updatedAt';

function lineOf<T extends Record<Unsaid, unknown>>(line: T): Omit<T, Unsaid> {
  const { buildingId: _b, date: _d, version: _v, createdAt: _c, updatedAt: _u, ...said } = line;
  return said;
}

export function dayHandlers({ table }: Pick<Ports, 'table'>): BoundRoute[] {
  const days = createDayListStore(table);
  const log = createAccessLogStore(table);

  const arrivals = implement(listArrivalsRoute, async ({ params: { buildingId, date }, query }) => ({
    body: mapPage(await days.arrivals(buildingId, date, pageOf(query)), (line) => {
      const { reservationId: id, ...rest } = lineOf(line);
      return { id, ...rest };
    }),
  }));

  const departures = implement(listDeparturesRoute, async ({ params: { buildingId, date }, query }) => ({
    body: mapPage(await days.departures(buildingId, date, pageOf(query)), (line) => {
      const { reservationId: id, ...rest } = lineOf(line);
      return { id, ...rest };
    }),
  }));

  const visitors = implement(listDayVisitorsRoute, async ({ params: { buildingId, date }, query }) => ({
    body: mapPage(await days.visitors(buildingId, date, pageOf(query)), (line) => {
      const { visitorId: id, ...rest } = lineOf(line);
      return { id, ...rest };
    }),
  }));

  const parcels = implement(listDayParcelsRoute, async ({ params: { buildingId, date }, query }) => ({
    body: mapPage(await days.parcels(buildingId, date, pageOf(query)), (line) => {
      const { parcelId: id, ...rest } = lineOf(line);
      return { id, ...rest };
    }),
  }));

  const entries = implement(listAccessLogRoute, async ({ params: { buildingId }, query }) => {
    const page =
      query.userId === undefined
        ? await log.list(buildingId, pageOf(query))
        : await log.listOfUser(buildingId, query.userId, pageOf(query));
    return { body: mapPage(page, viewAccessEntry) };
  });

  return [arrivals, departures, visitors, parcels, entries];
}
