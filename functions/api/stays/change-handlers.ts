import { type BoundRoute, implement } from '@bos/http/bind';
import { changeGuests } from '@bos/stays/reservations/change-guests';
import { extendStay, grantLateCheckOut, moveReservation } from '@bos/stays/reservations/move-reservation';
import {
  cancelReservationRoute,
  changeGuestsRoute,
  checkInRoute,
  checkOutRoute,
  confirmReservationRoute,
  extendStayRoute,
  lateCheckOutRoute,
  markNoShowRoute,
  moveReservationRoute,
} from '@bos/stays/reservations/reservation-routes';
import {
  cancelReservation,
  checkIn,
  checkOut,
  confirmReservation,
  markNoShow,
} from '@bos/stays/reservations/settle-reservation';
import type { Ports } from '../../ports/ports.ts';
import { answerOf, commandOf, stayRequests } from './stay-requests.ts';

/** Moving, settling, and who comes. */
export function changeHandlers({ table, clock, ids }: Pick<Ports, 'table' | 'clock' | 'ids'>): BoundRoute[] {
  const deps = { table };
  const requests = stayRequests(table, ids);

  const move = implement(moveReservationRoute, async (request) => {
    const { unitId, checkIn, checkOut } = request.body;
    const change = {
      ...(unitId !== undefined && { unitId }),
      ...(checkIn !== undefined && { checkIn }),
      ...(checkOut !== undefined && { checkOut }),
    };
    return answerOf(await moveReservation(deps, { ...commandOf(request, clock.now()), ...change }));
  });
  const guests = implement(changeGuestsRoute, async (request) => {
    const coming = await requests.guestsOf(request.params.buildingId, request.body.guests, () => ids.next());
    return answerOf(await changeGuests(deps, { ...commandOf(request, clock.now()), guests: coming }));
  });
  const confirm = implement(confirmReservationRoute, async (request) =>
    answerOf(await confirmReservation(deps, commandOf(request, clock.now()))),
  );
  const cancel = implement(cancelReservationRoute, async (request) =>
    answerOf(await cancelReservation(deps, { ...commandOf(request, clock.now()), reason: request.body.reason })),
  );
  const arrive = implement(checkInRoute, async (request) =>
    answerOf(await checkIn(deps, commandOf(request, clock.now()))),
  );
  const leave = implement(checkOutRoute, async (request) =>
    answerOf(await checkOut(deps, commandOf(request, clock.now()))),
  );
  const noShow = implement(markNoShowRoute, async (request) =>
    answerOf(await markNoShow(deps, commandOf(request, clock.now()))),
  );
  const extend = implement(extendStayRoute, async (request) =>
    answerOf(await extendStay(deps, { ...commandOf(request, clock.now()), checkOut: request.body.checkOut })),
  );
  const late = implement(lateCheckOutRoute, async (request) =>
    answerOf(
      await grantLateCheckOut(deps, {
        ...commandOf(request, clock.now()),
        checkOutTime: request.body.checkOutTime,
      }),
    ),
  );

  return [move, guests, confirm, cancel, arrive, leave, noShow, extend, late];
}
