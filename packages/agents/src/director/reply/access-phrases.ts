import { phraseBook } from '../../wording/phrase-book.ts';

/** What is said of visitors, codes, tags and parcels. A code is only named when every lock has confirmed it. */
const PHRASES = {
  visitorAnnounced: {
    pt: '{visitor} está na lista da portaria para o {unit}: {date}, das {from} às {until}.',
    en: '{visitor} is on the front desk’s list for {unit}: {date}, {from} to {until}.',
    es: '{visitor} está en la lista de la portería para el {unit}: {date}, de {from} a {until}.',
  },
  visitTimeMissing: {
    pt: 'Não avisei a visita: me diga quem vem, que dia e a que horas.',
    en: 'I did not announce the visitor: tell me who comes, on which day and at what time.',
    es: 'No avisé la visita: dime quién viene, qué día y a qué hora.',
  },
  visitTimePast: {
    pt: 'Não avisei a visita: esse horário já passou. Me diga outro.',
    en: 'I did not announce the visitor: that time has passed. Tell me another one.',
    es: 'No avisé la visita: ese horario ya pasó. Dime otro.',
  },
  visitUnitMissing: {
    pt: 'Não avisei a visita: me diga para qual unidade.',
    en: 'I did not announce the visitor: tell me for which unit.',
    es: 'No avisé la visita: dime para qué unidad.',
  },
  visitUnitUnclear: {
    pt: 'Não avisei a visita: é para qual unidade? ({candidates})',
    en: 'I did not announce the visitor: for which unit is it? ({candidates})',
    es: 'No avisé la visita: ¿para qué unidad es? ({candidates})',
  },
  visitUnitUnknown: {
    pt: 'Não avisei a visita: não encontrei a unidade {unitId}.',
    en: 'I did not announce the visitor: I found no unit {unitId}.',
    es: 'No avisé la visita: no encontré la unidad {unitId}.',
  },
  visitNotYourUnit: {
    pt: 'Não avisei a visita: o {unitId} não é uma unidade sua.',
    en: 'I did not announce the visitor: {unitId} is not a unit of yours.',
    es: 'No avisé la visita: el {unitId} no es una unidad tuya.',
  },
  codeWorks: {
    pt: 'O seu código é *{code}* ({locks}).',
    en: 'Your code is *{code}* ({locks}).',
    es: 'Tu código es *{code}* ({locks}).',
  },
  codeUntil: { pt: 'Vale até {until}.', en: 'It is valid until {until}.', es: 'Vale hasta {until}.' },
  codeNotYet: {
    pt: 'O seu código vale a partir de {from}. Peça-o nesse dia: só o digo quando a fechadura o tiver confirmado.',
    en: 'Your code is valid from {from}. Ask for it on that day: I only tell it once the lock has confirmed it.',
    es: 'Tu código vale desde {from}. Pídelo ese día: solo lo digo cuando la cerradura lo haya confirmado.',
  },
  codeLate: {
    pt: 'O seu código já devia valer, mas a fechadura ainda não o confirmou ({locks}), então não posso prometer que abre. Peça de novo em alguns minutos; se precisar entrar agora, fale com a recepção.',
    en: 'Your code is due, but the lock has not confirmed it yet ({locks}), so I cannot promise that it opens. Ask again in a few minutes; if you need to come in now, please contact the front desk.',
    es: 'Tu código ya debía valer, pero la cerradura aún no lo confirmó ({locks}), así que no puedo prometer que abra. Pídelo de nuevo en unos minutos; si necesitas entrar ahora, habla con la recepción.',
  },
  noCode: {
    pt: 'Não encontrei nenhum código seu.',
    en: 'I found no code of yours.',
    es: 'No encontré ningún código tuyo.',
  },
  codeOver: {
    pt: 'O seu código valeu até {until} e não vale mais.',
    en: 'Your code was valid until {until} and is over.',
    es: 'Tu código valió hasta {until} y ya no vale.',
  },
  codeReplaced: {
    pt: 'Troquei o seu código. O novo é *{code}* ({locks}).',
    en: 'I replaced your code. The new one is *{code}* ({locks}).',
    es: 'Cambié tu código. El nuevo es *{code}* ({locks}).',
  },
  codeReplacedNotYet: {
    pt: 'Troquei o seu código. O novo vale a partir de {from}; peça-o nesse dia.',
    en: 'I replaced your code. The new one is valid from {from}; ask for it on that day.',
    es: 'Cambié tu código. El nuevo vale desde {from}; pídelo ese día.',
  },
  codeReplacedLate: {
    pt: 'Fiz um código novo, mas a fechadura ainda não o confirmou ({locks}). Peça-o de novo em alguns minutos.',
    en: 'I made a new code, but the lock has not confirmed it yet ({locks}). Ask for it again in a few minutes.',
    es: 'Hice un código nuevo, pero la cerradura aún no lo confirmó ({locks}). Pídelo de nuevo en unos minutos.',
  },
  codeNotReplaced: {
    pt: 'A fechadura não aceitou um código novo ({locks}). Por favor, fale com a recepção.',
    en: 'The lock did not take a new code ({locks}). Please contact the front desk.',
    es: 'La cerradura no aceptó un código nuevo ({locks}). Por favor, habla con la recepción.',
  },
  oldCodeGone: { pt: 'O antigo não abre mais.', en: 'The old one no longer opens.', es: 'El anterior ya no abre.' },
  oldCodeOwed: {
    pt: 'O antigo ainda pode abrir: a fechadura não confirmou que o apagou. O sistema continua tentando.',
    en: 'The old one may still open: the lock has not confirmed that it is deleted. The system keeps trying.',
    es: 'El anterior aún puede abrir: la cerradura no confirmó que lo borró. El sistema sigue intentando.',
  },
  tagRevoked: {
    pt: 'Cancelei a sua tag: ela não abre mais ({locks}).',
    en: 'I revoked your tag: it no longer opens ({locks}).',
    es: 'Cancelé tu tag: ya no abre ({locks}).',
  },
  tagRevoking: {
    pt: 'Mandei cancelar a sua tag, mas a fechadura ainda não confirmou ({locks}): até lá ela pode abrir. O sistema continua tentando.',
    en: 'I ordered your tag revoked, but the lock has not confirmed it ({locks}): until then it may open. The system keeps trying.',
    es: 'Mandé cancelar tu tag, pero la cerradura aún no lo confirmó ({locks}): hasta entonces puede abrir. El sistema sigue intentando.',
  },
  noTag: {
    pt: 'Não encontrei nenhuma tag sua em uso, então não cancelei nada.',
    en: 'I found no tag of yours in use, so I revoked nothing.',
    es: 'No encontré ningún tag tuyo en uso, así que no cancelé nada.',
  },
  severalTags: {
    pt: 'Você tem {count} tags e não sei qual perdeu, então não cancelei nenhuma.',
    en: 'You have {count} tags and I cannot tell which one you lost, so I revoked none.',
    es: 'Tienes {count} tags y no sé cuál perdiste, así que no cancelé ninguno.',
  },
  parcelsWaiting: { pt: 'Na portaria, para você:', en: 'At the front desk, for you:', es: 'En la portería, para ti:' },
  parcelLine: {
    pt: '• {carrier}, chegou em {date} (unidade {unit})',
    en: '• {carrier}, came on {date} (unit {unit})',
    es: '• {carrier}, llegó el {date} (unidad {unit})',
  },
  noParcels: {
    pt: 'Não há encomenda sua na portaria neste momento.',
    en: 'There is no parcel for you at the front desk at the moment.',
    es: 'No hay ningún paquete tuyo en la portería en este momento.',
  },
} as const;

export type AccessPhrase = keyof typeof PHRASES;

/** The phrase with its `{parts}` filled in. */
export const tellAccess = phraseBook(PHRASES);
