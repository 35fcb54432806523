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
  REVOCATION_OWED: {
    pt: 'Código revogado ainda na fechadura: {locks}',
    en: 'Revoked code still on the lock: {locks}',
    es: 'Código revocado aún en la cerradura: {locks}',
  },
  REVOCATION_OWEDBody: {
    pt: 'Um código que não vale mais ainda pode abrir {locks}. O sistema continua tentando; até lá, vigie esse acesso.',
    en: 'A code that is no longer valid may still open {locks}. The system keeps trying; until then, watch that entrance.',
    es: 'Un código que ya no vale aún puede abrir {locks}. El sistema sigue intentando; hasta entonces, vigila ese acceso.',
  },
  CODE_NOT_SET: {
    pt: 'Código ainda não gravado: {locks}',
    en: 'Code not set yet: {locks}',
    es: 'Código aún no grabado: {locks}',
  },
  CODE_NOT_SETBody: {
    pt: 'Um código que já devia valer ainda não está em {locks}. O sistema continua tentando; a pessoa pode precisar de ajuda para entrar.',
    en: 'A code that is due is not on {locks} yet. The system keeps trying; the person may need help to come in.',
    es: 'Un código que ya debía valer aún no está en {locks}. El sistema sigue intentando; la persona puede necesitar ayuda para entrar.',
  },
  CODE_REFUSED: {
    pt: 'Fechadura recusou um código: {locks}',
    en: 'Lock refused a code: {locks}',
    es: 'La cerradura rechazó un código: {locks}',
  },
  CODE_REFUSEDBody: {
    pt: '{locks} não aceita o código ou a etiqueta, e ele foi abandonado. A pessoa precisa de outro.',
    en: '{locks} will not take the code or tag, and it was given up. The person needs another one.',
    es: '{locks} no acepta el código o la etiqueta, y se abandonó. La persona necesita otro.',
  },
  LOCK_UNREACHABLE: {
    pt: 'Fechadura sem resposta: {locks}',
    en: 'Lock out of reach: {locks}',
    es: 'Cerradura sin respuesta: {locks}',
  },
  LOCK_UNREACHABLEBody: {
    pt: '{locks} não responde: ninguém sabe quais códigos ela tem.',
    en: '{locks} does not answer: nobody can tell which codes it holds.',
    es: '{locks} no responde: nadie sabe qué códigos tiene.',
  },
  LOCK_ENTRY_FOREIGN: {
    pt: 'Código desconhecido na fechadura: {locks}',
    en: 'Unknown code on the lock: {locks}',
    es: 'Código desconocido en la cerradura: {locks}',
  },
  LOCK_ENTRY_FOREIGNBody: {
    pt: '{locks} tem um código que o sistema não gravou. Ele não foi apagado; confira quem o gravou.',
    en: '{locks} holds a code that the system has not set. It was left there; see who set it.',
    es: '{locks} tiene un código que el sistema no grabó. No se borró; comprueba quién lo grabó.',
  },
  LOCK_NOT_CORRECTED: {
    pt: 'Fechadura em desacordo: {locks}',
    en: 'Lock not as it should be: {locks}',
    es: 'Cerradura en desacuerdo: {locks}',
  },
  LOCK_NOT_CORRECTEDBody: {
    pt: '{locks} tem um código que não devia ter, ou falta um que devia, e a correção não deu certo.',
    en: '{locks} holds a code that it should not, or lacks one that it should hold, and it could not be put right.',
    es: '{locks} tiene un código que no debería, o le falta uno que debería tener, y no se pudo corregir.',
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
