import { decide } from '@bos/governance/policy';
import { inForceAt, type Requester } from '@bos/missions/tools/tool-context';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { type Reservation, settledAtOf } from './reservation.ts';
import { createReservationStore } from './reservation-store.ts';

/** As what somebody has to do with a stay. `host`: the owner of the unit, or the desk. */
export type StayRole = 'lead' | 'guest' | 'host';

export type StaySearch =
  | { readonly kind: 'found'; readonly reservation: Stored<Reservation>; readonly as: StayRole }
  | { readonly kind: 'none' }
  /** Of one person in several units at once. */
  | { readonly kind: 'several'; readonly unitIds: readonly string[] };

export interface StayQuestion {
  readonly buildingId: string;
  readonly requester: Requester;
  /** Which one is meant, where that was said. */
  readonly unitId?: string | undefined;
  readonly confirmationNumber?: string | undefined;
  /** The day on the building's wall. */
  readonly today: string;
  readonly now: Date;
}

/** As many as are looked through for those that run or come. */
const LOOKED_AT = 100;
const NONE: StaySearch = { kind: 'none' };

/** Suspended, or gone. Whose rights have yet to begin is a guest on the way. */
function isBarred({ inForce, roles, validFrom }: Requester, now: Date): boolean {
  const early = validFrom !== undefined && Date.parse(validFrom) > now.getTime();
  return !inForce && roles.length > 0 && !early;
}

function isHost({ requester, now }: StayQuestion, unitId: string): boolean {
  const { roles, unitIds } = requester;
  if (!inForceAt(requester, now)) return false;
  return decide(roles, 'reservations:manage').allowed || (roles.includes('owner') && unitIds.includes(unitId));
}

function roleIn(question: StayQuestion, { guestIds, unitId }: Reservation): StayRole | undefined {
  const { userId } = question.requester;
  if (guestIds[0] === userId) return 'lead';
  if (guestIds.includes(userId)) return 'guest';
  return isHost(question, unitId) ? 'host' : undefined;
}

/** A stay that runs, or the next one. */
function isAhead(reservation: Reservation, today: string): boolean {
  const { kind, status, checkOut } = reservation;
  return kind === 'stay' && settledAtOf(reservation) === undefined && (status === 'checked_in' || checkOut >= today);
}

function choose(question: StayQuestion, candidates: readonly Stored<Reservation>[]): StaySearch {
  const { unitId, today } = question;
  const ahead = candidates
    .filter((one) => isAhead(one, today) && (unitId === undefined || one.unitId === unitId))
    .toSorted((a, b) => (a.checkIn < b.checkIn ? -1 : 1));
  const running = ahead.filter(({ status }) => status === 'checked_in');
  const begins = ahead[0]?.checkIn;
  const nearest = running.length > 0 ? running : ahead.filter(({ checkIn }) => checkIn === begins);
  const [reservation] = nearest;
  if (reservation === undefined) return NONE;
  const unitIds = [...new Set(nearest.map((one) => one.unitId))].toSorted();
  if (unitIds.length > 1) return { kind: 'several', unitIds };
  const as = roleIn(question, reservation);
  return as === undefined ? NONE : { kind: 'found', reservation, as };
}

interface Dependencies {
  readonly table: Table;
}

/** The latest stays in which somebody has a part, over or not. */
async function staysOf({ table }: Dependencies, { buildingId, requester }: StayQuestion) {
  const store = createReservationStore(table);
  const page = await store.listOfGuest(buildingId, requester.userId, { limit: LOOKED_AT });
  const { items } = await store.ofPage(page);
  return items.filter(({ guestIds }) => guestIds.includes(requester.userId));
}

/** The latest stays of the unit that is named, or of their only one, if it is theirs to speak of. */
async function staysOfUnit({ table }: Dependencies, question: StayQuestion): Promise<Stored<Reservation>[]> {
  const [only, ...others] = question.requester.unitIds;
  const unitId = question.unitId ?? (others.length === 0 ? only : undefined);
  if (unitId === undefined || !isHost(question, unitId)) return [];
  const page = await createReservationStore(table).listOfUnit(question.buildingId, unitId, { limit: LOOKED_AT });
  return [...page.items];
}

/** The stay that somebody cancelled by that request already. */
export async function cancelledUnder(
  deps: Dependencies,
  question: StayQuestion,
  requestKey: string,
): Promise<Reservation | undefined> {
  const isIt = (one: Reservation) => one.status === 'cancelled' && one.requestKey === requestKey;
  return (await staysOf(deps, question)).find(isIt) ?? (await staysOfUnit(deps, question)).find(isIt);
}

/**
 * The stay that somebody means: the one named, else the one of theirs that runs or comes next, else that of a unit of
 * theirs. Who has nothing to do with a stay does not learn that there is one.
 */
export async function findStay(deps: Dependencies, question: StayQuestion): Promise<StaySearch> {
  const { buildingId, requester, confirmationNumber, now } = question;
  if (isBarred(requester, now)) return NONE;
  if (confirmationNumber !== undefined) {
    const named = await createReservationStore(deps.table).byConfirmationNumber(buildingId, confirmationNumber);
    return named === undefined ? NONE : choose(question, [named]);
  }
  const own = choose(question, await staysOf(deps, question));
  return own.kind === 'none' ? choose(question, await staysOfUnit(deps, question)) : own;
}
