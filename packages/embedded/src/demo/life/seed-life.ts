import type { LockCodes } from '@bos/buildings/access/locks/lock-codes';
import { buildingEntity } from '@bos/buildings/buildings/building';
import type { DocumentStorage } from '@bos/kernel/document-storage';
import { ticketReferenceEntity } from '@bos/operations/tickets/ticket-entity';
import { occupancyMonthEntity } from '@bos/stays/occupancy/occupancy-month';
import { heldNights } from '@bos/stays/reservations/reservation';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Table } from '@bos/table/table';
import { writeChunks } from '@bos/table/write-chunks';
import { DEMO_BUILDING } from '../demo-building.ts';
import { type InTransactions, writeThings } from '../in-transactions.ts';
import { personWrites } from '../person-writes.ts';
import { cleaningWrites, monthsOf, monthWrites, stayWrites } from '../stay-items.ts';
import { checkInWrites, demoCheckIns, documentsOf } from './check-ins.ts';
import { conversationWrites, demoConversations } from './conversations.ts';
import { daysAround } from './days.ts';
import { demoGuests } from './guests.ts';
import { demoNeighbours, neighbourMembership } from './neighbours.ts';
import { demoParcels, parcelWrites } from './parcels.ts';
import { type DemoStay, demoStays } from './stays.ts';
import { demoTags, lockEntriesOf, tagWrites } from './tags.ts';
import { demoTickets, ticketWrites } from './tickets.ts';
import { demoVisitors, visitorWrites } from './visitors.ts';

export interface LifeDependencies extends InTransactions {
  readonly table: Table;
  readonly blindIndex: BlindIndex;
  readonly locks: LockCodes;
  readonly documents: Pick<DocumentStorage, 'put'>;
}

/**
 * Fills the demo building with the life of three months and a month to come: people, stays, check-ins, parcels, visitors, tickets,
 * conversations, tags that the locks hold. Its days count from when the building was made, so a run that was cut short is completed by
 * the next one, whenever that is; what stands is left as it is, and once it is whole nothing is written any more. Throws
 * the signal's reason, between two transactions. Says whether this call has completed it.
 */
export async function seedLife(deps: LifeDependencies): Promise<boolean> {
  const { table, blindIndex } = deps;
  const { buildingId } = DEMO_BUILDING;
  const building = await table.get(buildingEntity, { buildingId });
  if (building === undefined) return false;
  const days = daysAround(new Date(building.createdAt));
  const neighbours = demoNeighbours();
  const residents = neighbours.filter(({ role }) => role === 'resident');
  const cleaners = neighbours.filter(({ role }) => role === 'housekeeping').map(({ userId }) => userId);
  const [oldest, ...tickets] = demoTickets(residents, days);
  // Written last, and the mark that all is there: a reference is nobody's, so neither erasure nor retention takes it.
  if (oldest === undefined || (await table.get(ticketReferenceEntity, oldest.ticket)) !== undefined) return false;

  const stays = await withNights(deps, demoStays(days));
  const people = [
    ...neighbours.map((person) => ({ person, membership: neighbourMembership(person) })),
    ...demoGuests(stays, days),
  ];
  await writeThings(
    deps,
    await Promise.all(people.map(({ person, membership }) => personWrites(blindIndex, person, membership, days.now))),
  );
  const tags = demoTags(residents, days);
  await setOnLocks(deps, tags);
  const checkIns = demoCheckIns(stays, days);
  const journeys = new Map(checkIns.map(({ reservationId, status }) => [reservationId, status]));
  for (const document of checkIns.flatMap(documentsOf)) await deps.documents.put(document);
  await writeThings(deps, [
    ...stays.map((stay, index) => [
      ...stayWrites(stay, journeys.get(stay.reservation.reservationId)),
      ...cleaningWrites(stay, cleaners[index % cleaners.length] ?? ''),
    ]),
    ...checkIns.map(checkInWrites),
    ...tags.map(tagWrites),
    ...demoVisitors(residents, days).map((visitor) => visitorWrites(visitor, days)),
    ...demoParcels(residents, days).map(parcelWrites),
    ...tickets.map(ticketWrites),
    ...demoConversations(residents, days).map(conversationWrites),
  ]);
  await writeChunks(table, ticketWrites(oldest));
  return true;
}

/** The stays whose nights are theirs: what somebody else has booked meanwhile stays booked. */
async function withNights({ table }: LifeDependencies, stays: readonly DemoStay[]): Promise<DemoStay[]> {
  await writeChunks(table, monthWrites(stays));
  const months = await table.getMany(occupancyMonthEntity, monthsOf(stays));
  const nights = new Map(months.map((month) => [`${month.unitId} ${month.month}`, month.nights]));
  return stays.filter(({ reservation }) =>
    heldNights(reservation).every(
      (date) => nights.get(`${reservation.unitId} ${date.slice(0, 7)}`)?.[date.slice(8)] === reservation.reservationId,
    ),
  );
}

/** A lock that does not take it now gets it with the next reconciliation. */
async function setOnLocks({ locks, signal }: LifeDependencies, tags: ReturnType<typeof demoTags>): Promise<void> {
  for (const { lock, entry } of tags.flatMap(lockEntriesOf)) await locks.setCode(lock, entry, signal);
}
