import type { StaffNotice } from '@bos/buildings/access/staff-notice';
import { phraseBook } from '../wording/phrase-book.ts';

export const troubleTitle = phraseBook<StaffNotice['code']>({
  REVOCATION_OWED: {
    pt: 'Código revogado ainda na fechadura: {locks}',
    en: 'Revoked code still on the lock: {locks}',
    es: 'Código revocado aún en la cerradura: {locks}',
  },
  CODE_NOT_SET: {
    pt: 'Código ainda não gravado: {locks}',
    en: 'Code not set yet: {locks}',
    es: 'Código aún no grabado: {locks}',
  },
  CODE_REFUSED: {
    pt: 'Fechadura recusou um código: {locks}',
    en: 'Lock refused a code: {locks}',
    es: 'La cerradura rechazó un código: {locks}',
  },
  LOCK_UNREACHABLE: {
    pt: 'Fechadura sem resposta: {locks}',
    en: 'Lock out of reach: {locks}',
    es: 'Cerradura sin respuesta: {locks}',
  },
  LOCK_ENTRY_FOREIGN: {
    pt: 'Código desconhecido na fechadura: {locks}',
    en: 'Unknown code on the lock: {locks}',
    es: 'Código desconocido en la cerradura: {locks}',
  },
  LOCK_NOT_CORRECTED: {
    pt: 'Fechadura em desacordo: {locks}',
    en: 'Lock not as it should be: {locks}',
    es: 'Cerradura en desacuerdo: {locks}',
  },
});

export const troubleBody = phraseBook<StaffNotice['code']>({
  REVOCATION_OWED: {
    pt: 'Um código que não vale mais ainda pode abrir {locks}. O sistema continua tentando; até lá, vigie esse acesso.',
    en: 'A code that is no longer valid may still open {locks}. The system keeps trying; until then, watch that entrance.',
    es: 'Un código que ya no vale aún puede abrir {locks}. El sistema sigue intentando; hasta entonces, vigila ese acceso.',
  },
  CODE_NOT_SET: {
    pt: 'Um código que já devia valer ainda não está em {locks}. O sistema continua tentando; a pessoa pode precisar de ajuda para entrar.',
    en: 'A code that is due is not on {locks} yet. The system keeps trying; the person may need help to come in.',
    es: 'Un código que ya debía valer aún no está en {locks}. El sistema sigue intentando; la persona puede necesitar ayuda para entrar.',
  },
  CODE_REFUSED: {
    pt: '{locks} não aceita o código ou a etiqueta, e ele foi abandonado. A pessoa precisa de outro.',
    en: '{locks} will not take the code or tag, and it was given up. The person needs another one.',
    es: '{locks} no acepta el código o la etiqueta, y se abandonó. La persona necesita otro.',
  },
  LOCK_UNREACHABLE: {
    pt: '{locks} não responde: ninguém sabe quais códigos ela tem.',
    en: '{locks} does not answer: nobody can tell which codes it holds.',
    es: '{locks} no responde: nadie sabe qué códigos tiene.',
  },
  LOCK_ENTRY_FOREIGN: {
    pt: '{locks} tem um código que o sistema não gravou. Ele não foi apagado; confira quem o gravou.',
    en: '{locks} holds a code that the system has not set. It was left there; see who set it.',
    es: '{locks} tiene un código que el sistema no grabó. No se borró; comprueba quién lo grabó.',
  },
  LOCK_NOT_CORRECTED: {
    pt: '{locks} tem um código que não devia ter, ou falta um que devia, e a correção não deu certo.',
    en: '{locks} holds a code that it should not, or lacks one that it should hold, and it could not be put right.',
    es: '{locks} tiene un código que no debería, o le falta uno que debería tener, y no se pudo corregir.',
  },
});
