import type { Credential } from '@bos/buildings/access/credentials/credential';
import { createCredentialStore } from '@bos/buildings/access/credentials/credential-store';
import { createDayListStore } from '@bos/buildings/access/day/day-list-store';
import { createParcelStore } from '@bos/buildings/access/parcels/parcel-store';
import { DAY, HOUR, MINUTE } from '@bos/kernel/clock';
import { localTime } from '@bos/kernel/time-zone';
import { DEPARTMENTS } from '@bos/operations/tasks/task';
import { createTaskStore } from '@bos/operations/tasks/task-store';
import { createReservationStore } from '@bos/stays/reservations/reservation-store';
import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { AT_ONCE, credentialNewsOrder, parcelOrder, stayOrder, taskTimerOrder } from '../queues/timer-orders.ts';
import type { WorkOrder } from '../queues/work-orders.ts';

interface Command {
  readonly buildingId: string;
  /** The building's. */
  readonly timeZone: string;
  readonly at: Date;
}

const PAGE = 100;
/** The hour of the building's night in which all stays are looked at. */
const NIGHTLY = '03';
/** What begins before the next hour is over is looked at now. */
const AHEAD = HOUR + 10 * MINUTE;
/** What is younger is still on its way. */
const OVERDUE = MINUTE;

async function everyPage<T>(read: (page: Pick<ListOptions, 'limit' | 'cursor'>) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await read({ limit: PAGE, ...(cursor !== null && { cursor }) });
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return all;
}

/** Stays whose guests come or go about now, and those for which a code stands. */
async function nearStays(
  table: Table,
  { buildingId, timeZone, at }: Command,
  open: readonly Credential[],
): Promise<string[]> {
  const days = createDayListStore(table);
  const dayOf = (offset: number) => localTime(new Date(at.getTime() + offset * DAY), timeZone).date;
  const soon = new Date(at.getTime() + AHEAD).toISOString();
  const lines = await Promise.all([
    ...[dayOf(0), dayOf(1)].map((date) => everyPage((page) => days.arrivals(buildingId, date, page))),
    ...[dayOf(-1), dayOf(0)].map((date) => everyPage((page) => days.departures(buildingId, date, page))),
  ]);
  const begun = open.filter(({ validFrom }) => validFrom <= soon);
  return [
    ...new Set([
      ...begun.flatMap(({ reservationId }) => reservationId ?? []),
      ...lines.flat().map(({ reservationId }) => reservationId),
    ]),
  ];
}

/** Once a night, stays of the month before, this one and the next, whatever became of their changes. */
async function staysOfTheNight(table: Table, { buildingId, timeZone, at }: Command): Promise<string[]> {
  const { date, time } = localTime(at, timeZone);
  if (time.slice(0, 2) !== NIGHTLY) return [];
  const middle = Date.parse(`${date.slice(0, 7)}-15T12:00:00.000Z`);
  const months = [-1, 0, 1].map((offset) => new Date(middle + offset * 30 * DAY).toISOString().slice(0, 7));
  const reservations = createReservationStore(table);
  const lists = await Promise.all(
    months.map((month) => everyPage((page) => reservations.listOfMonth(buildingId, month, page))),
  );
  return lists
    .flat()
    .filter((reservation) => !('settledAt' in reservation))
    .map(({ reservationId }) => reservationId);
}

/** Codes and tags that began to work since the hour before the last: their people may not know. */
function untoldOrders(open: readonly Stored<Credential>[], { buildingId, at }: Command, drive: string): WorkOrder[] {
  return open.flatMap((credential) => {
    if (credential.status !== 'active') return [];
    const { credentialId, activatedAt, createdAt } = credential;
    const age = at.getTime() - Date.parse(activatedAt);
    if (age < OVERDUE || age > 2 * HOUR) return [];
    const atOnce = Date.parse(activatedAt) - Date.parse(createdAt) < AT_ONCE;
    return [credentialNewsOrder({ buildingId, credentialId, atOnce }, drive)];
  });
}

/**
 * The work of a building that a lost change may have left undone: stays about to begin or end, parcels and codes whose
 * people do not know of them, tasks whose time is over. What was done already is found to be so by who gets the order.
 */
export async function ordersOfTheHour(table: Table, command: Command): Promise<WorkOrder[]> {
  const { buildingId, at } = command;
  const before = new Date(at.getTime() - OVERDUE);
  const drive = `hour/${Math.floor(at.getTime() / HOUR)}`;
  const tasks = createTaskStore(table);
  const open = await everyPage((page) => createCredentialStore(table).listOpen(buildingId, page));
  const [near, ofTheNight, parcels, overdue] = await Promise.all([
    nearStays(table, command, open),
    staysOfTheNight(table, command),
    everyPage((page) => createParcelStore(table).listUntold(buildingId, page)),
    Promise.all(DEPARTMENTS.map((department) => tasks.listOverdue(buildingId, department, before))),
  ]);
  return [
    ...[...new Set([...near, ...ofTheNight])].map((reservationId) => stayOrder({ buildingId, reservationId }, drive)),
    ...parcels
      .filter(({ receivedAt }) => receivedAt < before.toISOString())
      .map(({ parcelId }) => parcelOrder({ buildingId, parcelId }, drive)),
    ...untoldOrders(open, command, drive),
    ...overdue.flat().map(({ taskId }) => taskTimerOrder({ buildingId, taskId }, drive)),
  ];
}
