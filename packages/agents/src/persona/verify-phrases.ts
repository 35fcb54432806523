import { type Phrase, phraseBook } from '../wording/phrase-book.ts';

/** What is said to somebody who proves who they are. A refusal is the same whatever exists. */
export const VERIFY_PHRASES = {
  code: {
    pt: 'Confirmado: agora sei quem você é. Em que posso ajudar?',
    en: 'Confirmed: now I know who you are. How can I help?',
    es: 'Confirmado: ahora sé quién eres. ¿En qué puedo ayudar?',
  },
  reservation: {
    pt: 'Confirmado: encontrei a sua reserva. Durante a estadia atendo você por aqui.',
    en: 'Confirmed: I found your reservation. During your stay I am here for you.',
    es: 'Confirmado: encontré tu reserva. Durante la estadía te atiendo por aquí.',
  },
  refused: {
    pt: 'Não consegui confirmar com isso. Confira e tente de novo mais tarde, ou escreva VERIFICAR e a recepção confirma quem você é.',
    en: 'I could not confirm you with that. Please check it and try again later, or write VERIFY and the front desk will confirm who you are.',
    es: 'No pude confirmarte con eso. Revísalo e inténtalo más tarde, o escribe VERIFICAR y la recepción confirma quién eres.',
  },
  withFactor: {
    pt: 'Envie o número da reserva junto com o seu sobrenome ou o dia da chegada, por exemplo: AB12CD34 Silva.',
    en: 'Please send the reservation number with your last name or the day of arrival, for example: AB12CD34 Miller.',
    es: 'Envía el número de la reserva con tu apellido o el día de llegada, por ejemplo: AB12CD34 García.',
  },
  staff: {
    pt: 'Pedi à recepção que confirme quem você é. Sem resposta em três dias, vale como não.',
    en: 'I have asked the front desk to confirm who you are. No answer within three days counts as a no.',
    es: 'Pedí a la recepción que confirme quién eres. Sin respuesta en tres días, vale como un no.',
  },
  newNumber: {
    pt: 'Um novo número passou a falar com o prédio em seu nome, com um código da recepção. Se não foi você, avise a recepção agora.',
    en: 'A new number now speaks with the building in your name, with a code of the front desk. If it was not you, tell the front desk now.',
    es: 'Un nuevo número habla ahora con el edificio en tu nombre, con un código de la recepción. Si no fuiste tú, avisa a la recepción ahora.',
  },
  staffTitle: {
    pt: 'Alguém pede para ser reconhecido',
    en: 'Somebody asks to be recognised',
    es: 'Alguien pide ser reconocido',
  },
  staffBody: {
    pt: 'Um número desconhecido ({phone}) pede que a equipe confirme quem é. Aprove ou recuse em até três dias.',
    en: 'An unknown number ({phone}) asks the team to confirm who it is. Approve or refuse within three days.',
    es: 'Un número desconocido ({phone}) pide que el equipo confirme quién es. Aprueba o rechaza en tres días.',
  },
} as const satisfies Record<string, Phrase>;

export const verifyPhrase = phraseBook(VERIFY_PHRASES);
