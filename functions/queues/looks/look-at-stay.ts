import { followStay } from '@bos/buildings/access/credentials/follow-stay';
import { buildingEntity } from '@bos/buildings/buildings/building';
import { isDomainError } from '@bos/kernel/errors';
import { followDeparture } from '@bos/operations/tasks/follow-departure';
import type { Reservation } from '@bos/stays/reservations/reservation';
import { reservationEntity } from '@bos/stays/reservations/reservation-entity';
import { type CredentialPorts, credentialDeps } from '../../credential-deps.ts';
import type { Ports } from '../../ports/ports.ts';
import { withinLockTime } from '../../within-lock-time.ts';
import { nearStays } from './stay-neighbours.ts';
import { arrivalOf, plannedDeparture, wantedAccess } from './stay-times.ts';

type StayPorts = CredentialPorts & Pick<Ports, 'clock' | 'timers'>;

export interface StayIds {
  readonly buildingId: string;
  readonly reservationId: string;
}

async function letIn(ports: StayPorts, ids: StayIds, reservation: Reservation | undefined, timeZone: string) {
  const wanted = reservation && wantedAccess(reservation, timeZone);
  try {
    return await withinLockTime(ports.timers, (signal) =>
      followStay(credentialDeps(ports), {
        ...ids,
        guestIds: reservation?.guestIds ?? [],
        ...(wanted !== undefined && { wanted }),
        at: ports.clock.now(),
        signal,
      }),
    );
  } catch (error) {
    // Whose key was destroyed gets no code; those that stood went with the person, and the locks are reconciled.
    if (isDomainError(error, 'PERSON_ERASED')) return 'none';
    throw error;
  }
}

async function clean(
  { table, clock }: StayPorts,
  reservation: Reservation,
  next: Reservation | undefined,
  timeZone: string,
) {
  const { buildingId, reservationId } = reservation;
  const leaves = plannedDeparture(reservation, timeZone);
  await followDeparture(
    { table },
    {
      buildingId,
      reservationId,
      ...(leaves && { leaves: { ...leaves, ...(next && { nextArrival: arrivalOf(next, timeZone) }) } }),
      at: clock.now(),
    },
  );
}

/**
 * Brings doors and cleaning to what a reservation is now; and the cleaning of those before it in the unit, for it is due
 * before this one's guest comes. The table decides, not the message: late, twice or once more comes to the same.
 */
export async function lookAtStay(ports: StayPorts, ids: StayIds): Promise<void> {
  const { table, log } = ports;
  const { buildingId, reservationId } = ids;
  const [reservation, building] = await Promise.all([
    table.get(reservationEntity, { buildingId, reservationId }),
    table.get(buildingEntity, { buildingId }),
  ]);
  // A building that is gone has no clock on its wall; its doors are not ours any more.
  if (building === undefined) return;
  const { timeZone } = building;
  const access = await letIn(ports, { buildingId, reservationId }, reservation, timeZone);
  log.info('stay.looked_at', { buildingId, item: reservationId, status: access });
  if (reservation === undefined) return;
  const { before, after } = await nearStays(table, reservation);
  await clean(ports, reservation, after[0], timeZone);
  for (const earlier of before) {
    const near = await nearStays(table, earlier);
    await clean(ports, earlier, near.after[0], timeZone);
  }
}
