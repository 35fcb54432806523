import { phraseBook } from '../../wording/phrase-book.ts';

/** What a mission may report. Each says what has happened, and promises nothing. */
const PHRASES = {
  cancelledAsAsked: {
    pt: 'Cancelei o seu pedido: {title}.',
    en: 'I cancelled your request: {title}.',
    es: 'Cancelé tu pedido: {title}.',
  },
  cancelledByStaff: {
    pt: 'A equipe cancelou o seu pedido: {title}.',
    en: 'The team cancelled your request: {title}.',
    es: 'El equipo canceló tu pedido: {title}.',
  },
  ticket: { pt: 'Chamado {reference}', en: 'Ticket {reference}', es: 'Reclamo {reference}' },
  ticketOpened: {
    pt: 'Abri o chamado *{reference}* ({category}).',
    en: 'I opened ticket *{reference}* ({category}).',
    es: 'Abrí el reclamo *{reference}* ({category}).',
  },
  ticketNotOpened: {
    pt: 'Não consegui abrir o chamado.',
    en: 'I could not open a ticket.',
    es: 'No pude abrir el reclamo.',
  },
  teamTold: {
    pt: 'A equipe já foi avisada.',
    en: 'The team has been told.',
    es: 'El equipo ya está avisado.',
  },
  ticketsOpen: { pt: 'Seus chamados abertos:', en: 'Your open tickets:', es: 'Tus reclamos abiertos:' },
  noTickets: {
    pt: 'Você não tem chamados abertos no momento.',
    en: 'You have no open tickets at the moment.',
    es: 'No tienes reclamos abiertos en este momento.',
  },
  handedOver: {
    pt: 'Passei o seu pedido à recepção: {title}.',
    en: 'I passed your request on to the front desk: {title}.',
    es: 'Pasé tu pedido a la recepción: {title}.',
  },
  nobodyReached: {
    pt: 'Não consegui avisar ninguém da equipe agora ({title}). Por favor, fale direto com a recepção.',
    en: 'I could not reach anybody of the team just now ({title}). Please contact the front desk directly.',
    es: 'No pude avisar a nadie del equipo ahora ({title}). Por favor, habla directamente con la recepción.',
  },
  personFetched: {
    pt: 'Avisei a recepção; esta conversa agora está com ela.',
    en: 'I told the front desk; this conversation is now in their hands.',
    es: 'Avisé a la recepción; esta conversación ahora está en sus manos.',
  },
  deskTold: { pt: 'Avisei a recepção.', en: 'I told the front desk.', es: 'Avisé a la recepción.' },
  alarmRaised: {
    pt: '🚨 A equipe do prédio foi avisada.',
    en: '🚨 The building’s team has been alerted.',
    es: '🚨 El equipo del edificio está avisado.',
  },
  alarmFailed: {
    pt: '🚨 Não consegui avisar a equipe. Ligue agora: bombeiros {fire}, ambulância {ambulance}, polícia {police}.',
    en: '🚨 I could not alert the team. Call now: fire {fire}, ambulance {ambulance}, police {police}.',
    es: '🚨 No pude avisar al equipo. Llama ahora: bomberos {fire}, ambulancia {ambulance}, policía {police}.',
  },
  doorOpened: { pt: 'Pronto, abri: {name}.', en: 'Done, I opened: {name}.', es: 'Listo, abrí: {name}.' },
  elevatorSent: {
    pt: 'Pronto: {name} está no {floor}.',
    en: 'Done: {name} is at {floor}.',
    es: 'Listo: {name} está en {floor}.',
  },
  ground: { pt: 'térreo', en: 'the ground floor', es: 'planta baja' },
  floor: { pt: '{floor}º andar', en: 'floor {floor}', es: 'el piso {floor}' },
  basement: { pt: 'subsolo {floor}', en: 'basement {floor}', es: 'el subsuelo {floor}' },
  deviceOffline: {
    pt: '{name} está sem comunicação, então não consegui acionar.',
    en: '{name} is offline, so I could not operate it.',
    es: '{name} está sin conexión, así que no pude usarlo.',
  },
  deviceRefused: {
    pt: '{name} recusou o comando: nada foi acionado.',
    en: '{name} refused the command: nothing was moved.',
    es: '{name} rechazó la orden: no se accionó nada.',
  },
  outcomeUnknown: {
    pt: 'Enviei o comando, mas {name} não confirmou. Não sei dizer se funcionou; por favor, confira.',
    en: 'I sent the command, but {name} did not confirm it. I cannot tell whether it worked; please check.',
    es: 'Envié la orden, pero {name} no la confirmó. No sé si funcionó; por favor, compruébalo.',
  },
  device: { pt: 'o equipamento', en: 'the device', es: 'el equipo' },
  whichOne: {
    pt: 'Há mais de uma opção: {candidates}. Nada foi acionado; me diga qual.',
    en: 'There is more than one: {candidates}. Nothing was moved; tell me which.',
    es: 'Hay más de una opción: {candidates}. No se accionó nada; dime cuál.',
  },
  notKnown: {
    pt: 'Não encontrei essa porta ou elevador no sistema; nada foi acionado.',
    en: 'I found no such door or elevator in the system; nothing was moved.',
    es: 'No encontré esa puerta o ascensor en el sistema; no se accionó nada.',
  },
  notYourUnit: {
    pt: 'Só posso abrir a porta da sua própria unidade.',
    en: 'I can only open the door of your own unit.',
    es: 'Solo puedo abrir la puerta de tu propia unidad.',
  },
  garageNotForGuests: {
    pt: 'A garagem só abre para moradores e equipe; fale com a recepção para entrar com o carro.',
    en: 'The garage opens for residents and staff only; ask the front desk to let your car in.',
    es: 'La cochera solo se abre para residentes y equipo; pide a la recepción que dejen entrar tu auto.',
  },
  staffOnly: {
    pt: 'A entrada de serviço é só para a equipe.',
    en: 'The service entrance is for staff only.',
    es: 'La entrada de servicio es solo para el equipo.',
  },
  notInForce: {
    pt: 'O seu acesso não está válido neste momento, por isso não abri.',
    en: 'Your access is not valid at this moment, so I did not open it.',
    es: 'Tu acceso no está vigente en este momento, por eso no abrí.',
  },
  notAllowed: {
    pt: 'Não posso fazer isso para você ({title}): não está entre as suas permissões.',
    en: 'I cannot do that for you ({title}): it is not among your permissions.',
    es: 'No puedo hacer eso por ti ({title}): no está entre tus permisos.',
  },
  featureOff: {
    pt: 'Este prédio não faz isso por aqui ({title}); fale com a recepção.',
    en: 'This building does not do that here ({title}); please ask the front desk.',
    es: 'Este edificio no hace eso por aquí ({title}); habla con la recepción.',
  },
  notSure: {
    pt: 'Não tive certeza do que você quis ({title}), então não fiz nada. Pode dizer de outra forma?',
    en: 'I was not sure what you meant ({title}), so I did nothing. Could you say it differently?',
    es: 'No estuve seguro de lo que querías ({title}), así que no hice nada. ¿Puedes decirlo de otra forma?',
  },
  floorMissing: {
    pt: 'Não chamei o elevador: me diga em que andar você está.',
    en: 'I did not call the elevator: tell me which floor you are on.',
    es: 'No llamé el ascensor: dime en qué piso estás.',
  },
  floorUnknown: {
    pt: 'Esse andar não existe para {name} (vai de {lowestFloor} a {highestFloor}); não chamei o elevador.',
    en: '{name} does not serve that floor (it goes from {lowestFloor} to {highestFloor}); I did not call it.',
    es: '{name} no llega a ese piso (va de {lowestFloor} a {highestFloor}); no lo llamé.',
  },
  source: { pt: 'Fonte: {source}', en: 'Source: {source}', es: 'Fuente: {source}' },
  noAnswer: {
    pt: 'Não encontrei essa resposta nas informações do prédio.',
    en: 'I did not find that in the building’s information.',
    es: 'No encontré esa respuesta en la información del edificio.',
  },
  notDone: {
    pt: 'Não consegui concluir: {title}.',
    en: 'I could not get this done: {title}.',
    es: 'No pude completar: {title}.',
  },
  nothingDone: {
    pt: 'Não consegui concluir o seu pedido. Por favor, fale com a recepção.',
    en: 'I could not get your request done. Please contact the front desk.',
    es: 'No pude completar tu pedido. Por favor, habla con la recepción.',
  },
} as const;

export type ReplyPhrase = keyof typeof PHRASES;

/** The phrase with its `{parts}` filled in. */
export const tell = phraseBook(PHRASES);
