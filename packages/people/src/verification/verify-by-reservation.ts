import { fold } from '@bos/kernel/fold';
import { nameTokens } from '@bos/kernel/name-tokens';
import { type Membership, membershipEntity } from '../memberships/membership.ts';
import { type MembershipDependencies, replaceMembership } from '../memberships/write-membership.ts';
import { forgetFailures } from './attempts.ts';
import { type Claimant, changeOf, type Proof, prove } from './proof.ts';

/** A stay that is ahead or running. */
export interface FoundStay {
  readonly reservationId: string;
  readonly unitId: string;
  /** `2026-12-21`, on the wall of the building. */
  readonly arrival: string;
  /** From when and until when the guest may be there: ISO 8601. */
  readonly validFrom: string;
  readonly validUntil: string;
  readonly guests: readonly { readonly userId: string; readonly name?: string | undefined }[];
}

/** What is known of reservations, by whoever keeps them. */
export interface Stays {
  /** By its number in any spelling; undefined for one that is over, cancelled or not confirmed. */
  findByNumber(buildingId: string, number: string): Promise<FoundStay | undefined>;
  /**
   * Makes somebody a guest of a stay, in the place of `instead` where that is given. Idempotent.
   */
  admit(
    buildingId: string,
    reservationId: string,
    userId: string,
    instead: string | undefined,
    at: Date,
  ): Promise<void>;
}

/** The days that a text may mean: `2026-12-21`, `21/12/2026`, `21.12.`, `21/12`. The day comes first, as in Portuguese. */
function isArrival(text: string, arrival: string): boolean {
  const [year = '', month = '', day = ''] = arrival.split('-');
  if (text === arrival) return true;
  const [, d = '', m = '', y] = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{2}|\d{4})?)?$/.exec(text) ?? [];
  const sameYear = y === undefined || y === '' || y === year || y === year.slice(2);
  return d.padStart(2, '0') === day && m.padStart(2, '0') === month && sameYear;
}

/** Whether that is the last word of the name. */
function isLastName(text: string, name = ''): boolean {
  const last = nameTokens(name).at(-1);
  return last !== undefined && fold(text).split(' ').at(-1) === last;
}

/**
 * Whom the second factor fits: the guest with that last name, or whoever booked where it is the day of arrival. Undefined
 * when it fits nobody.
 */
export function guestByFactor(
  { arrival, guests }: Pick<FoundStay, 'arrival' | 'guests'>,
  factor: string,
): FoundStay['guests'][number] | undefined {
  const text = factor.trim();
  if (isArrival(text, arrival)) return guests[0];
  return guests.find(({ name }) => isLastName(text, name));
}

/**
 * Takes the claimant for a guest of the stay with that number, for its time and unit, when a guest’s last name or the day
 * of arrival comes with it. Where the guest was no more than a name in the reservation, the claimant takes that place;
 * where the guest is a member already, the claimant joins them.
 */
export function verifyByReservation(
  deps: MembershipDependencies & { readonly stays: Stays },
  claimant: Claimant,
  { number, factor }: { readonly number: string; readonly factor: string },
): Promise<Proof> {
  const { table, stays } = deps;
  return prove(deps, claimant, 'reservation', async (attempts) => {
    const { membership, at } = claimant;
    const { buildingId, userId } = membership;
    const stay = await stays.findByNumber(buildingId, number);
    if (stay === undefined || stay.validUntil <= at.toISOString()) return undefined;
    const known = stay.guests.find((guest) => guest.userId === userId);
    const guest = guestByFactor(stay, factor);
    if (guest === undefined) return undefined;
    if (known === undefined) {
      const theirs = await table.get(membershipEntity, { buildingId, userId: guest.userId });
      const isFree = theirs === undefined || theirs.status === 'unverified';
      await stays.admit(buildingId, stay.reservationId, userId, isFree ? guest.userId : undefined, at);
    }
    const { validFrom, validUntil, unitId } = stay;
    const { mergedInto: _none, ...rest } = membership;
    const admitted: Membership = {
      ...rest,
      status: 'active',
      roles: ['guest'],
      unitIds: [unitId],
      validFrom,
      validUntil,
    };
    const change = await replaceMembership(deps, membership, admitted, changeOf(claimant));
    return { writes: [...change, ...forgetFailures(attempts)] };
  });
}
