import { phraseBook } from '../../wording/phrase-book.ts';

/** What is said of stays. What was only passed on to staff is never called granted. */
const PHRASES = {
  stayStatus: {
    pt: 'Sua estadia {confirmationNumber}, unidade {unitId}: de {checkIn} (a partir das {checkInTime}) até {checkOut} (saída até as {checkOutTime}).',
    en: 'Your stay {confirmationNumber}, unit {unitId}: from {checkIn} (from {checkInTime}) to {checkOut} (leaving by {checkOutTime}).',
    es: 'Tu estadía {confirmationNumber}, unidad {unitId}: del {checkIn} (desde las {checkInTime}) al {checkOut} (salida hasta las {checkOutTime}).',
  },
  stayRequested: {
    pt: 'O pedido ainda não foi confirmado.',
    en: 'The request has not been confirmed yet.',
    es: 'El pedido aún no está confirmado.',
  },
  arrivalPlanned: {
    pt: 'Chegada anotada para as {arrivalTime}.',
    en: 'Your arrival is noted for {arrivalTime}.',
    es: 'Tu llegada está anotada para las {arrivalTime}.',
  },
  arrivalNoted: {
    pt: 'Anotei a sua chegada: {checkIn}, às {arrivalTime}.',
    en: 'I noted your arrival: {checkIn}, at {arrivalTime}.',
    es: 'Anoté tu llegada: {checkIn}, a las {arrivalTime}.',
  },
  arrivalEarly: {
    pt: 'A unidade {unitId} só fica livre a partir das {checkInTime}.',
    en: 'Unit {unitId} is only free from {checkInTime}.',
    es: 'La unidad {unitId} solo queda libre desde las {checkInTime}.',
  },
  arrivalTimeMissing: {
    pt: 'A que horas você chega? A entrada é em {checkIn}, a partir das {checkInTime}.',
    en: 'At what time will you arrive? Check-in is on {checkIn}, from {checkInTime}.',
    es: '¿A qué hora llegas? La entrada es el {checkIn}, desde las {checkInTime}.',
  },
  arrivalOtherDay: {
    pt: 'Não anotei: a sua chegada está marcada para {checkIn}, e você disse {asked}.',
    en: 'I did not note it: your arrival is set for {checkIn}, and you said {asked}.',
    es: 'No lo anoté: tu llegada está marcada para el {checkIn}, y dijiste {asked}.',
  },
  stayBegun: {
    pt: 'A sua estadia já começou, então não mudei nada.',
    en: 'Your stay has begun already, so I changed nothing.',
    es: 'Tu estadía ya empezó, así que no cambié nada.',
  },
  lateGranted: {
    pt: 'Combinado: você pode ficar até as {checkOutTime} de {checkOut}.',
    en: 'Agreed: you may stay until {checkOutTime} on {checkOut}.',
    es: 'De acuerdo: puedes quedarte hasta las {checkOutTime} del {checkOut}.',
  },
  latePassedOn: {
    pt: 'Passei o seu pedido à recepção (sair às {asked}), e ele ainda não está confirmado. Por enquanto vale {checkOut}, até as {checkOutTime}.',
    en: 'I passed your request on to the front desk (leaving at {asked}); it is not granted yet. For now it stays {checkOut}, by {checkOutTime}.',
    es: 'Pasé tu pedido a la recepción (salir a las {asked}) y aún no está confirmado. Por ahora vale el {checkOut}, hasta las {checkOutTime}.',
  },
  lateRefusedByArrival: {
    pt: 'Não é possível ficar até as {asked} de {checkOut}: outra pessoa chega nesse dia. O máximo é {latest}.',
    en: 'You cannot stay until {asked} on {checkOut}: somebody else arrives that day. The latest is {latest}.',
    es: 'No puedes quedarte hasta las {asked} del {checkOut}: otra persona llega ese día. Lo máximo es {latest}.',
  },
  lateRefused: {
    pt: 'Não é possível ficar até as {asked} de {checkOut}. O máximo é {latest}.',
    en: 'You cannot stay until {asked} on {checkOut}. The latest is {latest}.',
    es: 'No puedes quedarte hasta las {asked} del {checkOut}. Lo máximo es {latest}.',
  },
  lateTimeMissing: {
    pt: 'Até que horas você quer ficar? Em {checkOut} é possível até as {latest}.',
    en: 'Until what time would you like to stay? On {checkOut} it is possible until {latest}.',
    es: '¿Hasta qué hora quieres quedarte? El {checkOut} es posible hasta las {latest}.',
  },
  lateOtherDay: {
    pt: 'Não mudei nada: a sua saída é em {checkOut}, e você disse {asked}. Para ficar mais noites, me diga até que dia.',
    en: 'I changed nothing: you leave on {checkOut}, and you said {asked}. To stay more nights, tell me until which day.',
    es: 'No cambié nada: tu salida es el {checkOut}, y dijiste {asked}. Para quedarte más noches, dime hasta qué día.',
  },
  untilAlready: {
    pt: 'Não mudei nada: a sua estadia já vai até {checkOut}.',
    en: 'I changed nothing: your stay lasts until {checkOut} already.',
    es: 'No cambié nada: tu estadía ya va hasta el {checkOut}.',
  },
  untilHourAlready: {
    pt: 'Não mudei nada: você já pode ficar até as {checkOutTime} de {checkOut}.',
    en: 'I changed nothing: you may stay until {checkOutTime} on {checkOut} already.',
    es: 'No cambié nada: ya puedes quedarte hasta las {checkOutTime} del {checkOut}.',
  },
  extended: {
    pt: 'Pronto: a sua estadia vai até {checkOut}, às {checkOutTime}.',
    en: 'Done: your stay now lasts until {checkOut}, {checkOutTime}.',
    es: 'Listo: tu estadía va hasta el {checkOut}, a las {checkOutTime}.',
  },
  extensionPassedOn: {
    pt: 'Passei o seu pedido à recepção (ficar até {asked}), e ele ainda não está confirmado. Por enquanto a estadia vai até {checkOut}.',
    en: 'I passed your request on to the front desk (staying until {asked}); it is not granted yet. For now your stay lasts until {checkOut}.',
    es: 'Pasé tu pedido a la recepción (quedarte hasta el {asked}) y aún no está confirmado. Por ahora la estadía va hasta el {checkOut}.',
  },
  untilMissing: {
    pt: 'Até que dia você quer ficar? Hoje a estadia vai até {checkOut}.',
    en: 'Until which day would you like to stay? It lasts until {checkOut} now.',
    es: '¿Hasta qué día quieres quedarte? Ahora la estadía va hasta el {checkOut}.',
  },
  nightsTaken: {
    pt: 'Não posso estender: a unidade já está reservada a partir de {checkOut}.',
    en: 'I cannot extend it: the unit is booked from {checkOut} on.',
    es: 'No puedo extenderla: la unidad ya está reservada desde el {checkOut}.',
  },
  nightsPartlyTaken: {
    pt: 'Até {asked} não é possível, a unidade já está reservada. Você poderia ficar até {latest}.',
    en: 'Until {asked} is not possible, the unit is booked. You could stay until {latest}.',
    es: 'Hasta el {asked} no es posible, la unidad ya está reservada. Podrías quedarte hasta el {latest}.',
  },
  tooLong: {
    pt: 'Não posso estender por tanto tempo; fale com a recepção.',
    en: 'I cannot extend it for that long; please contact the front desk.',
    es: 'No puedo extenderla por tanto tiempo; habla con la recepción.',
  },
  stayCancelled: {
    pt: 'Cancelei a sua estadia {confirmationNumber} ({checkIn} a {checkOut}).',
    en: 'I cancelled your stay {confirmationNumber} ({checkIn} to {checkOut}).',
    es: 'Cancelé tu estadía {confirmationNumber} ({checkIn} a {checkOut}).',
  },
  cancellationPassedOn: {
    pt: 'Passei o seu pedido de cancelamento à recepção. A estadia {confirmationNumber} ainda vale.',
    en: 'I passed your cancellation on to the front desk. Your stay {confirmationNumber} still stands.',
    es: 'Pasé tu pedido de cancelación a la recepción. La estadía {confirmationNumber} aún vale.',
  },
  bookedElsewhere: {
    pt: 'A sua reserva foi feita em outro lugar ({source}), e só lá pode ser cancelada.',
    en: 'Your booking was made elsewhere ({source}) and can only be cancelled there.',
    es: 'Tu reserva se hizo en otro lugar ({source}) y solo allí se puede cancelar.',
  },
  stayNotConfirmed: {
    pt: 'A sua estadia ainda não foi confirmada, então não mudei nada.',
    en: 'Your stay has not been confirmed yet, so I changed nothing.',
    es: 'Tu estadía aún no está confirmada, así que no cambié nada.',
  },
  stayNotFound: {
    pt: 'Não encontrei uma estadia sua, atual ou futura.',
    en: 'I found no stay of yours, running or to come.',
    es: 'No encontré una estadía tuya, actual o futura.',
  },
} as const;

export type StayPhrase = keyof typeof PHRASES;

/** The phrase with its `{parts}` filled in. */
export const tellStay = phraseBook(PHRASES);
