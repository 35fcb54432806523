import type { Language } from '@bos/kernel/language';

/** What staff read in their inbox when the system itself has something to tell. */
const PHRASES = {
  missionBrokeOff: {
    pt: 'Pedido interrompido: {title}',
    en: 'Request broken off: {title}',
    es: 'Pedido interrumpido: {title}',
  },
  missionBrokeOffBody: {
    pt: 'O sistema não conseguiu levar este pedido até o fim. A pessoa é informada do que foi feito; confira o que falta.',
    en: 'The system could not bring this request to its end. The person is told what was done; see what is missing.',
    es: 'El sistema no pudo llevar este pedido hasta el final. Se informa a la persona de lo que se hizo; revisa lo que falta.',
  },
  missionBrokeOffUntold: {
    pt: 'O sistema não conseguiu levar este pedido até o fim, e não há conversa em que avisar a pessoa.',
    en: 'The system could not bring this request to its end, and there is no conversation in which to tell the person.',
    es: 'El sistema no pudo llevar este pedido hasta el final, y no hay conversación en la que avisar a la persona.',
  },
  ticketOverdue: {
    pt: 'Chamado atrasado: {reference}',
    en: 'Ticket overdue: {reference}',
    es: 'Reclamo atrasado: {reference}',
  },
  ticketOverdueBody: {
    pt: 'O chamado {reference} ({category}{unit}) devia estar resolvido até {due} e continua aberto.',
    en: 'Ticket {reference} ({category}{unit}) was to be resolved by {due} and is still open.',
    es: 'El reclamo {reference} ({category}{unit}) debía estar resuelto para el {due} y sigue abierto.',
  },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

/** The phrase with its `{parts}` filled in. */
export function notice(
  name: keyof typeof PHRASES,
  language: Language,
  parts: Readonly<Record<string, string>> = {},
): string {
  return PHRASES[name][language].replace(/\{(\w+)\}/g, (all, part: string) => parts[part] ?? all);
}
