import type { CalendarFeed } from '@bos/stays/feeds/calendar-feed';
import type { ImportDone } from '@bos/stays/feeds/import-report';
import type { Table } from '@bos/table/table';
import { phraseBook } from '../wording/phrase-book.ts';
import { type StaffNews, tellStaff } from './tell-staff.ts';

type Conflict = ImportDone['conflicts'][number];

const phrase = phraseBook({
  title: {
    pt: 'Reserva em conflito: {unit}',
    en: 'Bookings clash: {unit}',
    es: 'Reservas en conflicto: {unit}',
  },
  body: {
    pt: 'O calendário {channel} tem a unidade {unit} de {checkIn} a {checkOut}, e algumas dessas noites já são de outra reserva. Nada foi mudado: alguém precisa decidir.',
    en: 'The calendar of {channel} has unit {unit} from {checkIn} to {checkOut}, and some of those nights belong to another booking. Nothing was changed: somebody has to decide.',
    es: 'El calendario de {channel} tiene la unidad {unit} del {checkIn} al {checkOut}, y algunas de esas noches ya son de otra reserva. No se cambió nada: alguien tiene que decidir.',
  },
});

/** Tells desk and managers of stays that a calendar has and that cannot be: of each once, however often it is called. */
export async function tellOfConflicts(
  table: Table,
  feed: Pick<CalendarFeed, 'buildingId' | 'feedId' | 'unitId' | 'provider'>,
  conflicts: readonly Conflict[],
  at: Date,
): Promise<void> {
  const { buildingId, feedId, unitId: unit, provider: channel } = feed;
  await tellStaff(
    table,
    { buildingId, roles: ['front_desk', 'concierge', 'manager'], at },
    ...conflicts.map(
      ({ externalId, checkIn, checkOut }): StaffNews => ({
        name: ['calendar-conflict', feedId, externalId, checkIn, checkOut],
        urgency: 'urgent',
        happenedAt: new Date(`${checkIn}T00:00:00.000Z`),
        text: (language) => ({
          title: phrase('title', language, { unit }),
          body: phrase('body', language, { channel, unit, checkIn, checkOut }),
        }),
      }),
    ),
  );
}
