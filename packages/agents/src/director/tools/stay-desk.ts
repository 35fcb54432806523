import { deterministicId } from '@bos/kernel/ids';
import type { HandToStaff, StayWish } from '@bos/stays/tools/stay-wish';
import type { Table } from '@bos/table/table';
import { deliverToInboxes, staffOfFirst } from '../../notices/staff-inbox.ts';
import { phraseBook } from '../../wording/phrase-book.ts';

/** Who decides about stays; managers when nobody of the desk is in force. */
const DESK = [['front_desk', 'concierge'], ['manager']] as const;

const title = phraseBook<StayWish['kind']>({
  late_check_out: { pt: 'Saída mais tarde', en: 'Late check-out', es: 'Salida más tarde' },
  extension: { pt: 'Estender estadia', en: 'Extend stay', es: 'Extender estadía' },
  cancellation: { pt: 'Cancelar estadia', en: 'Cancel stay', es: 'Cancelar estadía' },
});

const body = phraseBook<StayWish['kind']>({
  late_check_out: {
    pt: 'Reserva {number}, unidade {unit}: em {checkOut} o hóspede quer sair às {asked} em vez de {time}. Está livre; falta decidir.',
    en: 'Booking {number}, unit {unit}: on {checkOut} the guest would like to leave at {asked} instead of {time}. It is free; the decision is yours.',
    es: 'Reserva {number}, unidad {unit}: el {checkOut} el huésped quiere salir a las {asked} en lugar de {time}. Está libre; falta decidir.',
  },
  extension: {
    pt: 'Reserva {number}, unidade {unit}: o hóspede quer ficar até {asked} em vez de {checkOut}. As noites estão livres; falta decidir.',
    en: 'Booking {number}, unit {unit}: the guest would like to stay until {asked} instead of {checkOut}. The nights are free; the decision is yours.',
    es: 'Reserva {number}, unidad {unit}: el huésped quiere quedarse hasta el {asked} en lugar del {checkOut}. Las noches están libres; falta decidir.',
  },
  cancellation: {
    pt: 'Reserva {number}, unidade {unit}: o hóspede quer cancelar a estadia de {checkIn} a {checkOut}.',
    en: 'Booking {number}, unit {unit}: the guest would like to cancel the stay from {checkIn} to {checkOut}.',
    es: 'Reserva {number}, unidad {unit}: el huésped quiere cancelar la estadía del {checkIn} al {checkOut}.',
  },
});

/** Puts a guest's wish into the inbox of the desk, once for each request, however often it is called. */
export function stayDesk(table: Table): HandToStaff {
  return async ({ kind, reservation, asked = '' }, context) => {
    const { buildingId, missionId, stepId, requestedAt, requester, conversationId, staffLanguage, now } = context;
    const { userIds: staff } = await staffOfFirst(table, buildingId, DESK, now);
    const { confirmationNumber: number, unitId: unit, checkIn, checkOut, checkOutTime: time } = reservation;
    const parts = { number, unit, checkIn, checkOut, time, asked };
    await deliverToInboxes(
      table,
      staff.map((userId) => ({
        buildingId,
        userId,
        notificationId: deterministicId(requestedAt, 'stay-wish', missionId, stepId, userId),
        kind: 'service_request',
        urgency: 'normal',
        title: `${title(kind, staffLanguage)} · ${unit}`,
        body: body(kind, staffLanguage, parts),
        aboutUserId: requester.userId,
        missionId,
        ...(conversationId !== undefined && { conversationId }),
      })),
    );
    return staff.length > 0;
  };
}
