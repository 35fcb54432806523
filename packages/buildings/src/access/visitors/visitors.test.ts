import { DAY, HOUR } from '@bos/kernel/clock';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { unitEntity } from '../../units/unit.ts';
import type { AccessRequester } from '../access-rights.ts';
import { createDayListStore } from '../day/day-list-store.ts';
import { type AnnounceVisitorCommand, announceVisitor } from './announce-visitor.ts';
import { type ChangeVisitorCommand, changeVisitor } from './change-visitor.ts';
import { lookAfterVisitors } from './look-after-visitors.ts';
import { type VisitTimes, visitDate } from './visit-times.ts';
import { createVisitorStore } from './visitor-store.ts';

const buildingId = 'b1';
const timeZone = 'America/Sao_Paulo';
const maria: AccessRequester = {
  userId: 'maria',
  unitIds: ['1203'],
  inForce: true,
  permissions: { announceForOwnUnit: true, workAtDesk: false },
};
const rafael: AccessRequester = {
  userId: 'rafael',
  unitIds: [],
  inForce: true,
  permissions: { announceForOwnUnit: false, workAtDesk: true },
};
const carlos: AccessRequester = { ...maria, userId: 'carlos', unitIds: ['0704'] };

/** Sunday, 9:00 in São Paulo. */
const once: VisitTimes = { kind: 'once', expectedAt: '2026-11-22T20:00:00.000Z', until: '2026-11-23T02:00:00.000Z' };
const weekly: VisitTimes = {
  kind: 'recurring',
  weekdays: [1, 4],
  from: '08:00',
  to: '12:00',
  firstDate: '2026-11-23',
  lastDate: '2027-03-01',
};

async function house() {
  const clock = virtualClock();
  const { table, items } = createMemoryTable({ clock });
  for (const unitId of ['1203', '0704']) await table.write([create(unitEntity, { buildingId, unitId, floor: 1 })]);
  const day = createDayListStore(table);
  /** Who no longer receives. */
  const gone = new Set<string>();
  return {
    clock,
    gone,
    table,
    items,
    store: createVisitorStore(table),
    announce: (times: VisitTimes = once, changes: Partial<AnnounceVisitorCommand> = {}) =>
      announceVisitor(
        { table },
        {
          buildingId,
          visitorId: 'v1',
          requester: maria,
          details: { unitId: '1203', visitorName: 'Beatriz Rocha', purpose: 'visit', times },
          timeZone,
          at: clock.now(),
          ...changes,
        },
      ),
    change: (
      change: ChangeVisitorCommand['change'],
      requester: AccessRequester = rafael,
      more: { readonly expectedVersion?: number } = {},
    ) =>
      changeVisitor(
        { table, mayReceive: async () => !gone.has('maria') },
        { buildingId, visitorId: 'v1', requester, change, timeZone, at: clock.now(), ...more },
      ),
    lookAfter: () => lookAfterVisitors({ table }, { buildingId, timeZone, at: clock.now() }),
    listed: async (date: string) => (await day.visitors(buildingId, date)).items.map(({ status }) => status),
    day,
  };
}

describe('announcing a visitor', () => {
  test('puts them into the list of their day, with the hours of the building’s clock', async () => {
    const { announce, day } = await house();
    await announce();
    expect((await day.visitors(buildingId, '2026-11-22')).items).toMatchObject([
      { visitorName: 'Beatriz Rocha', unitId: '1203', from: '17:00', to: '23:00', status: 'announced' },
    ]);
  });

  test('of every week puts them into the lists of two weeks', async () => {
    const { announce, listed, store } = await house();
    await announce(weekly);
    for (const date of ['2026-11-23', '2026-11-26', '2026-11-30', '2026-12-03']) {
      expect(await listed(date), date).toEqual(['announced']);
    }
    for (const date of ['2026-11-24', '2026-12-07']) expect(await listed(date), date).toEqual([]);
    expect((await store.listOfUser(buildingId, 'maria')).items).toHaveLength(1);
  });

  test('keeps no name in clear', async () => {
    const { announce, items } = await house();
    await announce();
    expect(JSON.stringify(items())).not.toContain('Beatriz');
  });

  test('twice under one id is one', async () => {
    const { announce, store } = await house();
    const [first, second] = [await announce(), await announce(weekly)];
    expect(second).toMatchObject({ times: first.times, version: 1 });
    expect((await store.listOpen(buildingId)).items).toHaveLength(1);
  });

  test.each([
    ['somebody of another unit', carlos, 'NOT_YOUR_UNIT'],
    ['a member whose time is over', { ...maria, inForce: false }, 'ACCESS_NOT_IN_FORCE'],
    ['a guest', { ...maria, permissions: { ...maria.permissions, announceForOwnUnit: false } }, 'ACCESS_NOT_ALLOWED'],
  ])('is refused to %s', async (_title, requester, code) => {
    const { announce } = await house();
    await expect(announce(once, { requester })).rejects.toMatchObject({ code, kind: 'forbidden' });
  });

  test('is done by the desk for whom it says, and by others for themselves alone', async () => {
    const { announce } = await house();
    expect(await announce(once, { requester: rafael, userId: 'maria' })).toMatchObject({
      userId: 'maria',
      announcedBy: 'rafael',
    });
    expect(await announce(once, { visitorId: 'v2', userId: 'carlos' })).toMatchObject({ userId: 'maria' });
  });

  test('is refused by field', async () => {
    const { announce } = await house();
    const cases: [VisitTimes, string][] = [
      [{ ...once, until: once.expectedAt }, 'times.until'],
      [{ ...weekly, lastDate: '2026-11-01' }, 'times.lastDate'],
      [{ ...weekly, lastDate: '2027-11-25' }, 'times.lastDate'],
      [{ ...weekly, from: '25:00' }, 'times.from'],
      [{ ...once, expectedAt: '2026-11-20T10:00:00.000Z', until: '2026-11-20T12:00:00.000Z' }, 'times'],
    ];
    for (const [times, field] of cases) await expect(announce(times)).rejects.toMatchObject({ problems: [{ field }] });
    const elsewhere = { unitId: '9999', visitorName: 'B', purpose: 'visit', times: once } as const;
    await expect(announce(once, { requester: rafael, details: elsewhere })).rejects.toMatchObject({
      code: 'UNIT_UNKNOWN',
    });
  });
});

describe('a visitor', () => {
  test('comes and goes, and the day’s list shows it', async () => {
    const { announce, change, clock, listed } = await house();
    await announce();
    await clock.advance(8 * HOUR);
    expect(await change('arrive')).toMatchObject({ status: 'arrived', version: 2 });
    expect(await listed('2026-11-22')).toEqual(['arrived']);
    expect(await change('leave')).toMatchObject({ status: 'left', endedBy: 'rafael' });
    expect(await listed('2026-11-22')).toEqual(['left']);
    await expect(change('arrive')).rejects.toMatchObject({ code: 'VISITOR_TRANSITION_REFUSED' });
  });

  test('who comes every week is announced again when they have left', async () => {
    const { announce, change, clock, listed } = await house();
    await announce(weekly);
    await clock.advance(DAY);
    expect(await change('arrive')).toMatchObject({ visitDate: '2026-11-23' });
    await clock.advance(5 * HOUR);
    expect(await change('leave')).toMatchObject({ status: 'announced' });
    expect(await listed('2026-11-23')).toEqual(['left']);
    expect(await listed('2026-11-26')).toEqual(['announced']);
  });

  test('does not come in outside their hours', async () => {
    const { announce, change } = await house();
    await announce();
    await expect(change('arrive')).rejects.toMatchObject({ code: 'VISIT_NOT_NOW' });
  });

  test('who comes every week is let in only while their host may receive, and leaves all the same', async () => {
    const { announce, change, clock, gone } = await house();
    await announce(weekly);
    await clock.advance(DAY);
    await change('arrive');
    gone.add('maria');
    await change('leave');
    await expect(change('arrive')).rejects.toMatchObject({ code: 'HOST_GONE' });
  });

  test('is cancelled by their host, for all days to come', async () => {
    const { announce, change, listed } = await house();
    await announce(weekly);
    await change('cancel', maria);
    expect(await listed('2026-11-23')).toEqual(['cancelled']);
    expect(await listed('2026-12-03')).toEqual(['cancelled']);
  });

  test('is nobody else’s: a neighbour finds none, and a host does not do the desk’s work', async () => {
    const { announce, change } = await house();
    await announce();
    await expect(change('cancel', carlos)).rejects.toMatchObject({ code: 'VISITOR_NOT_FOUND' });
    await expect(change('arrive', maria)).rejects.toMatchObject({ code: 'ACCESS_NOT_ALLOWED' });
    await expect(change('cancel', maria, { expectedVersion: 7 })).rejects.toMatchObject({
      code: 'VISITOR_CHANGED_MEANWHILE',
    });
  });
});

describe('the look after visitors', () => {
  test('enters the days that come into sight, ends what is over and forgets what is long gone', async () => {
    const { announce, lookAfter, clock, listed, store } = await house();
    await announce(weekly);
    await announce(once, { visitorId: 'v2' });
    await clock.advance(3 * DAY);
    expect(await lookAfter()).toMatchObject({ expired: 1, forgotten: 0 });
    expect(await listed('2026-12-07')).toEqual(['announced']);
    expect(await store.get(buildingId, 'v2')).toMatchObject({ status: 'expired' });
    await clock.advance(92 * DAY);
    expect(await lookAfter()).toMatchObject({ forgotten: 1 });
    expect(await store.get(buildingId, 'v2')).toBeUndefined();
    await clock.advance(10 * DAY);
    expect(await lookAfter()).toMatchObject({ expired: 1 });
  });

  test('leaves who is in the building where they are', async () => {
    const { announce, change, lookAfter, clock, store } = await house();
    await announce();
    await clock.advance(8 * HOUR);
    await change('arrive');
    await clock.advance(2 * DAY);
    expect(await lookAfter()).toMatchObject({ expired: 0 });
    expect(await store.get(buildingId, 'v1')).toMatchObject({ status: 'arrived' });
  });
});

describe('the hours of a visit', () => {
  const at = (time: string): string | undefined => visitDate(weekly, new Date(time), timeZone);

  test('are those of the building’s clock', () => {
    expect(at('2026-11-23T10:59:00Z')).toBeUndefined();
    expect(at('2026-11-23T11:00:00Z')).toBe('2026-11-23');
    expect(at('2026-11-23T14:59:00Z')).toBe('2026-11-23');
    expect(at('2026-11-23T15:00:00Z')).toBeUndefined();
    expect(at('2026-11-24T12:00:00Z')).toBeUndefined();
    expect(at('2027-03-04T12:00:00Z')).toBeUndefined();
  });

  test('may reach into the next day, which is counted to the day before', () => {
    const night: VisitTimes = { ...weekly, weekdays: [1], from: '22:00', to: '06:00' };
    const when = (time: string) => visitDate(night, new Date(time), timeZone);
    expect(when('2026-11-24T01:00:00Z')).toBe('2026-11-23');
    expect(when('2026-11-24T08:59:00Z')).toBe('2026-11-23');
    expect(when('2026-11-24T09:00:00Z')).toBeUndefined();
    expect(when('2026-11-23T05:00:00Z')).toBeUndefined();
  });

  test('follow the clock through the change to winter time', () => {
    const madrid = { ...weekly, weekdays: [0], firstDate: '2026-10-01' };
    const when = (time: string) => visitDate(madrid, new Date(time), 'Europe/Madrid');
    expect(when('2026-10-18T06:30:00Z')).toBe('2026-10-18');
    expect(when('2026-10-25T06:30:00Z')).toBeUndefined();
    expect(when('2026-10-25T07:30:00Z')).toBe('2026-10-25');
  });

  test('begin an hour early for who is expected at a time', () => {
    expect(visitDate(once, new Date('2026-11-22T18:59:00Z'), timeZone)).toBeUndefined();
    expect(visitDate(once, new Date('2026-11-22T19:00:00Z'), timeZone)).toBe('2026-11-22');
    expect(visitDate(once, new Date('2026-11-23T02:00:00Z'), timeZone)).toBeUndefined();
  });
});
