import { type Phrase, phraseBook } from '../wording/phrase-book.ts';

/** What somebody is told without having asked: in their inbox, and where they write to the building. */
const PHRASES = {
  parcelArrived: {
    pt: 'Chegou uma encomenda',
    en: 'A parcel has arrived',
    es: 'Llegó un paquete',
  },
  parcelArrivedBody: {
    pt: 'Chegou uma encomenda da {carrier} para você (unidade {unit}). Ela está na portaria.',
    en: 'A parcel from {carrier} has arrived for you (unit {unit}). It is at the front desk.',
    es: 'Llegó un paquete de {carrier} para ti (unidad {unit}). Está en la recepción.',
  },
  codeWorks: {
    pt: 'Seu código de acesso funciona',
    en: 'Your access code works',
    es: 'Tu código de acceso funciona',
  },
  codeWorksBody: {
    pt: 'As fechaduras confirmaram seu código de acesso: {locks}. Vale {until}.',
    en: 'The locks have confirmed your access code: {locks}. It is valid {until}.',
    es: 'Las cerraduras confirmaron tu código de acceso: {locks}. Vale {until}.',
  },
  codeWorksMessage: {
    pt: 'Seu código de acesso é {code}. Abre: {locks}. Vale {until}. Não o repasse a ninguém.',
    en: 'Your access code is {code}. It opens: {locks}. It is valid {until}. Please give it to nobody else.',
    es: 'Tu código de acceso es {code}. Abre: {locks}. Vale {until}. No se lo des a nadie.',
  },
  tagWorks: {
    pt: 'Sua etiqueta de acesso funciona',
    en: 'Your access tag works',
    es: 'Tu etiqueta de acceso funciona',
  },
  tagWorksBody: {
    pt: 'As fechaduras confirmaram sua etiqueta: {locks}. Vale {until}.',
    en: 'The locks have confirmed your tag: {locks}. It is valid {until}.',
    es: 'Las cerraduras confirmaron tu etiqueta: {locks}. Vale {until}.',
  },
  codeGone: {
    pt: 'Seu código de acesso foi cancelado',
    en: 'Your access code was cancelled',
    es: 'Tu código de acceso fue anulado',
  },
  codeGoneBody: {
    pt: 'As fechaduras confirmaram: este código não abre mais {locks}.',
    en: 'The locks have confirmed: this code no longer opens {locks}.',
    es: 'Las cerraduras confirmaron: este código ya no abre {locks}.',
  },
  tagGone: {
    pt: 'Sua etiqueta de acesso foi cancelada',
    en: 'Your access tag was cancelled',
    es: 'Tu etiqueta de acceso fue anulada',
  },
  tagGoneBody: {
    pt: 'As fechaduras confirmaram: esta etiqueta não abre mais {locks}.',
    en: 'The locks have confirmed: this tag no longer opens {locks}.',
    es: 'Las cerraduras confirmaron: esta etiqueta ya no abre {locks}.',
  },
  accessFailed: {
    pt: 'Seu acesso não pôde ser gravado',
    en: 'Your access could not be set',
    es: 'No se pudo grabar tu acceso',
  },
  accessFailedBody: {
    pt: 'Uma fechadura recusou seu código ou sua etiqueta: {locks}. A portaria foi avisada e ajuda você.',
    en: 'A lock refused your code or tag: {locks}. The front desk has been told and will help you.',
    es: 'Una cerradura rechazó tu código o tu etiqueta: {locks}. La recepción fue avisada y te ayuda.',
  },
  checkInLink: {
    pt: 'Check-in pelo celular',
    en: 'Check in by phone',
    es: 'Check-in por el móvil',
  },
  checkInLinkBody: {
    pt: 'Sua estadia na unidade {unit}, a partir de {day}: o link do check-in vai para o seu WhatsApp; se não chegar, peça-o à portaria.',
    en: 'Your stay in unit {unit}, from {day}: the link to check in goes to your WhatsApp; if it does not come, ask the front desk for it.',
    es: 'Tu estadía en la unidad {unit}, desde el {day}: el enlace del check-in va a tu WhatsApp; si no llega, pídelo en la recepción.',
  },
  checkInLinkMessage: {
    pt: 'Sua estadia na unidade {unit}, a partir de {day}: faça o check-in aqui; o link é só seu, não o repasse:\n{link}',
    en: 'Your stay in unit {unit}, from {day}: check in here; the link is yours alone, please do not pass it on:\n{link}',
    es: 'Tu estadía en la unidad {unit}, desde el {day}: haz el check-in aquí; el enlace es solo tuyo, no lo compartas:\n{link}',
  },
  untilTime: { pt: 'até {date}, {time}', en: 'until {date}, {time}', es: 'hasta el {date}, {time}' },
  openEnded: { pt: 'até ser cancelado', en: 'until it is cancelled', es: 'hasta que se anule' },
} as const satisfies Record<string, Phrase>;

export type PersonPhrase = keyof typeof PHRASES;

/** The phrase with its `{parts}` filled in. */
export const personPhrase = phraseBook(PHRASES);
