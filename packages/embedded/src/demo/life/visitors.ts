import { daysAhead, dayWrite } from '@bos/buildings/access/visitors/visit-days';
import { type Visitor, visitorEntity } from '@bos/buildings/access/visitors/visitor';
import { HOUR, MINUTE } from '@bos/kernel/clock';
import { deterministicId } from '@bos/kernel/ids';
import { create, type WriteOperation } from '@bos/table/write';
import { DEMO_BUILDING } from '../demo-building.ts';
import { type Chance, chanceOf } from './chance.ts';
import { DAYS_BEFORE, type Days } from './days.ts';
import { fullName } from './names.ts';
import type { Neighbour } from './neighbours.ts';

const SEED = 503;
const DAYS_ANNOUNCED = 6;

type Details = Pick<Visitor, 'visitorId' | 'userId' | 'unitId' | 'visitorName' | 'purpose' | 'times'>;
type Once = Extract<Visitor['times'], { readonly kind: 'once' }>;

const announced = (details: Details): Visitor => ({
  status: 'announced',
  buildingId: DEMO_BUILDING.buildingId,
  announcedBy: details.userId,
  ...details,
});

function detailsOf(host: Neighbour, times: Visitor['times'], id: string, chance: Chance): Details {
  const since = new Date(times.kind === 'once' ? times.expectedAt : `${times.firstDate}T12:00:00.000Z`);
  const purpose =
    times.kind === 'recurring'
      ? 'service'
      : chance.pick<Visitor['purpose']>(['visit', 'visit', 'visit', 'delivery', 'service']);
  return {
    visitorId: deterministicId(since, 'demo', 'visitor', id),
    userId: host.userId,
    unitId: host.unitIds[0] ?? '',
    visitorName: fullName(chance, 'pt'),
    purpose,
    times,
  };
}

/** Who came and went, or did not come, on the days before. */
function past(hosts: readonly Neighbour[], days: Days, chance: Chance): Visitor[] {
  return Array.from({ length: DAYS_BEFORE }, (_, index) => -index - 1).flatMap((offset) =>
    Array.from({ length: chance.between(1, 3) }, (_visit, number): Visitor => {
      const hour = chance.between(9, 19);
      const expectedAt = days.at(days.day(offset), `${String(hour).padStart(2, '0')}:00`);
      const until = new Date(Date.parse(expectedAt) + 3 * HOUR).toISOString();
      const details = detailsOf(chance.pick(hosts), { kind: 'once', expectedAt, until }, `${offset}/${number}`, chance);
      const over = { ...announced(details), endedAt: until };
      if (chance.oneIn(12)) return { ...over, status: 'cancelled', endedBy: details.userId };
      return chance.oneIn(12)
        ? { ...over, status: 'expired', endedBy: 'system' }
        : { ...over, status: 'left', endedBy: 'rafael' };
    }),
  );
}

/**
 * Hours from now, cut to the quarter: whatever the time of the first start is, somebody is at the door. Who is expected
 * before midnight is of today.
 */
function fromNow(days: Days, from: number, until: number): Once {
  const at = (hours: number): string =>
    new Date(Math.floor((days.now.getTime() + hours * HOUR) / (15 * MINUTE)) * 15 * MINUTE).toISOString();
  const [, expectedAt = ''] = [days.at(days.today, '00:00'), at(from), days.at(days.today, '23:45')].toSorted();
  return { kind: 'once', expectedAt, until: at(until) };
}

function present(hosts: readonly Neighbour[], days: Days, chance: Chance): Visitor[] {
  const visitor = (times: Visitor['times'], id: string) => announced(detailsOf(chance.pick(hosts), times, id, chance));
  const inside = fromNow(days, -1, 4);
  return [
    {
      ...visitor(inside, 'inside'),
      status: 'arrived',
      arrivedAt: new Date(days.now.getTime() - 40 * MINUTE).toISOString(),
      visitDate: days.today,
    },
    visitor(fromNow(days, 0.25, 3), 'due'),
    visitor(fromNow(days, 0.5, 5), 'soon'),
    visitor(fromNow(days, 2, 4), 'later'),
    ...[
      [1, 4],
      [2, 5],
      [1, 3, 5],
    ].map((weekdays, index) =>
      visitor(
        {
          kind: 'recurring',
          weekdays,
          from: '08:00',
          to: '12:00',
          firstDate: days.day(-30),
          lastDate: days.day(150),
        },
        `weekly-${index}`,
      ),
    ),
    ...Array.from({ length: DAYS_ANNOUNCED }, (_, index) => {
      const expectedAt = days.at(days.day(index + 1), '19:00');
      return visitor({ kind: 'once', expectedAt, until: days.at(days.day(index + 1), '23:00') }, `ahead-${index}`);
    }),
  ];
}

/** Visitors of those who live in the building: twelve weeks, today and the next week. */
export function demoVisitors(hosts: readonly Neighbour[], days: Days): Visitor[] {
  const chance = chanceOf(SEED);
  return [...past(hosts, days, chance), ...present(hosts, days, chance)];
}

/** A visitor with their lines in the lists of their days. */
export function visitorWrites(visitor: Visitor, days: Days): WriteOperation[] {
  const { timeZone } = DEMO_BUILDING;
  const lines =
    visitor.status === 'arrived'
      ? [dayWrite(visitor, visitor.visitDate, visitor.status, timeZone)]
      : daysAhead(visitor, visitor.status, days.now, timeZone);
  return [create(visitorEntity, visitor), ...lines];
}
