import type { Mission } from '@bos/missions/missions/mission';
import type { Table } from '@bos/table/table';
import { intentTitle } from '../wording/intent-title.ts';
import { phraseBook } from '../wording/phrase-book.ts';
import { tellStaff } from './tell-staff.ts';

const phrase = phraseBook({
  title: {
    pt: 'Pedido interrompido: {title}',
    en: 'Request broken off: {title}',
    es: 'Pedido interrumpido: {title}',
  },
  body: {
    pt: 'O sistema não conseguiu levar este pedido até o fim. A pessoa é informada do que foi feito; confira o que falta.',
    en: 'The system could not bring this request to its end. The person is told what was done; see what is missing.',
    es: 'El sistema no pudo llevar este pedido hasta el final. Se informa a la persona de lo que se hizo; revisa lo que falta.',
  },
  bodyUntold: {
    pt: 'O sistema não conseguiu levar este pedido até o fim, e não há conversa em que avisar a pessoa.',
    en: 'The system could not bring this request to its end, and there is no conversation in which to tell the person.',
    es: 'El sistema no pudo llevar este pedido hasta el final, y no hay conversación en la que avisar a la persona.',
  },
});

/** Tells the desk and managers that a mission broke off, each once, however often it is called. */
export async function tellOfBreakOff(table: Table, mission: Mission, at: Date): Promise<void> {
  const { buildingId, missionId, userId, conversationId, intents } = mission;
  await tellStaff(
    table,
    { buildingId, roles: ['front_desk', 'manager'], at },
    {
      name: ['mission-broke-off', missionId],
      urgency: 'urgent',
      happenedAt: new Date(mission.requestedAt),
      text(language) {
        const titles = new Set(intents.map(({ intent }) => intentTitle(intent, language)));
        return {
          title: phrase('title', language, { title: [...titles].join(', ') }),
          body: phrase(conversationId === undefined ? 'bodyUntold' : 'body', language),
        };
      },
      aboutUserId: userId,
      links: { missionId, conversationId },
    },
  );
}
