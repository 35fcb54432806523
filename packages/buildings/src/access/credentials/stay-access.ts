import { MINUTE } from '@bos/kernel/clock';
import { deterministicId } from '@bos/kernel/ids';
import type { Stored } from '@bos/table/entity';
import type { DoorDevice } from '../../devices/device.ts';
import { type Credential, isStanding } from './credential.ts';
import type { CredentialStore } from './credential-store.ts';

/** Who ends and moves codes because a stay did. */
export const STAY_CLOCK = 'stay-clock';

/** A code still opens for so long after the hour of check-out: for luggage, and for a late taxi. */
export const STAY_GRACE = 30 * MINUTE;

/** An id that is known before the time is: the same stay gives the same codes, whoever looks and whenever. */
const TIMELESS = new Date(0);

/** What a stay asks of the doors. */
export interface StayAccess {
  readonly buildingId: string;
  readonly reservationId: string;
  /** Everybody who comes with it. */
  readonly guestIds: readonly string[];
  /** Who gets a code, for what, and between which instants. Absent where nobody is to come in, or no longer. */
  readonly wanted?: {
    readonly userId: string;
    readonly unitId: string;
    /** The hour of check-in, or of the arrival where that was earlier. */
    readonly from: Date;
    /** The hour of check-out; the grace comes on top. */
    readonly until: Date;
  };
}

/**
 * The id of a stay's code. A stay has one at a time; each one that took the place of another has the next revision.
 */
export function stayCredentialId(buildingId: string, reservationId: string, revision: number): string {
  return deterministicId(TIMELESS, 'stay-code', buildingId, reservationId, String(revision));
}

/** All codes that a stay has had, the present one last. Read consistently, one after the other. */
export async function codesOfStay(
  store: Pick<CredentialStore, 'get'>,
  { buildingId, reservationId }: Pick<StayAccess, 'buildingId' | 'reservationId'>,
): Promise<Stored<Credential>[]> {
  const chain: Stored<Credential>[] = [];
  for (;;) {
    const found = await store.get(buildingId, stayCredentialId(buildingId, reservationId, chain.length));
    if (found === undefined) return chain;
    chain.push(found);
  }
}

/**
 * Whether a code that is over is to be followed by another: it gave way to a change of the stay, or its time ran out before
 * the stay was extended. What a person took back, or a lock refused, stays so until somebody gives another one.
 */
export function isFollowed(last: Credential, { userId, unitId }: NonNullable<StayAccess['wanted']>): boolean {
  if (isStanding(last)) return false;
  if (last.userId !== userId || last.unitId !== unitId) return true;
  const ends = last.status === 'ending' ? last.ends : last.status;
  return ends === 'expired' || last.endedBy === STAY_CLOCK;
}

/** The doors of a stay: its unit's own, and those on the way to it. Not the garage, nor what staff alone use. */
export function doorsOfStay(doors: readonly DoorDevice[], unitId: string, tower: string | undefined): string[] {
  return doors
    .filter(({ door, unitId: of, tower: within }) => {
      if (door === 'unit') return of === unitId;
      return (door === 'gate' || door === 'lobby') && (within === undefined || within === tower);
    })
    .map(({ deviceId }) => deviceId);
}
