import { deterministicId } from '@bos/kernel/ids';
import type { Language } from '@bos/kernel/language';
import type { CalendarFeed } from '@bos/stays/feeds/calendar-feed';
import type { ImportDone } from '@bos/stays/feeds/import-report';
import type { Table } from '@bos/table/table';
import { createSurroundings } from '../director/surroundings.ts';
import { deliverToInboxes, staffWith } from '../director/tools/staff-inbox.ts';

const ROLES = ['front_desk', 'concierge', 'manager'] as const;

type Conflict = ImportDone['conflicts'][number];

const TITLE: Readonly<Record<Language, (unit: string) => string>> = {
  pt: (unit) => `Reserva em conflito: ${unit}`,
  en: (unit) => `Bookings clash: ${unit}`,
  es: (unit) => `Reservas en conflicto: ${unit}`,
};
const BODY: Readonly<Record<Language, (unit: string, channel: string, days: Conflict) => string>> = {
  pt: (unit, channel, { checkIn, checkOut }) =>
    `O calendário ${channel} tem a unidade ${unit} de ${checkIn} a ${checkOut}, e algumas dessas noites já são de outra reserva. Nada foi mudado: alguém precisa decidir.`,
  en: (unit, channel, { checkIn, checkOut }) =>
    `The calendar of ${channel} has unit ${unit} from ${checkIn} to ${checkOut}, and some of those nights belong to another booking. Nothing was changed: somebody has to decide.`,
  es: (unit, channel, { checkIn, checkOut }) =>
    `El calendario de ${channel} tiene la unidad ${unit} del ${checkIn} al ${checkOut}, y algunas de esas noches ya son de otra reserva. No se cambió nada: alguien tiene que decidir.`,
};

/** Tells desk and managers of stays that a calendar has and that cannot be: of each once, however often it is called. */
export async function tellOfConflicts(
  table: Table,
  { buildingId, feedId, unitId, provider }: Pick<CalendarFeed, 'buildingId' | 'feedId' | 'unitId' | 'provider'>,
  conflicts: readonly Conflict[],
  at: Date,
): Promise<void> {
  const [{ staffLanguage }, staff] = await Promise.all([
    createSurroundings(table).place(buildingId),
    staffWith(table, buildingId, ROLES, at),
  ]);
  // An inbox takes one notice at a time: what it has already keeps no other one out.
  for (const conflict of conflicts) {
    const { externalId, checkIn, checkOut } = conflict;
    const day = new Date(`${checkIn}T00:00:00.000Z`);
    await deliverToInboxes(
      table,
      staff.map((member) => ({
        buildingId,
        userId: member,
        notificationId: deterministicId(day, 'calendar-conflict', feedId, externalId, checkIn, checkOut, member),
        kind: 'system',
        urgency: 'urgent',
        title: TITLE[staffLanguage](unitId),
        body: BODY[staffLanguage](unitId, provider, conflict),
        // It speaks of days, not of people.
        aboutUserId: member,
      })),
    );
  }
}
