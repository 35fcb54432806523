import { HOUR } from '@bos/kernel/clock';
import { deterministicId } from '@bos/kernel/ids';
import type { Language } from '@bos/kernel/language';
import { dueAt } from '@bos/operations/tickets/service-levels';
import type { Ticket, TicketCategory, TicketPriority } from '@bos/operations/tickets/ticket';
import {
  type TicketEvent,
  ticketEntity,
  ticketEventEntity,
  ticketReferenceEntity,
} from '@bos/operations/tickets/ticket-entity';
import { ticketReference } from '@bos/operations/tickets/ticket-reference';
import type { TicketChange } from '@bos/operations/tickets/ticket-rights';
import { changeTicket } from '@bos/operations/tickets/update-ticket';
import { create, type WriteOperation } from '@bos/table/write';
import { DEMO_BUILDING } from '../demo-building.ts';
import { type Chance, chanceOf } from './chance.ts';
import { DAYS_BEFORE, type Days } from './days.ts';
import type { Neighbour } from './neighbours.ts';

/** A ticket as it stands, and how it came to that. */
export interface DemoTicket {
  readonly ticket: Ticket;
  readonly events: readonly TicketEvent[];
}

type Report = readonly [TicketCategory, TicketPriority, Readonly<Record<Language, string>>];

const REPORTS: readonly Report[] = [
  [
    'plumbing',
    'normal',
    {
      pt: 'A torneira da pia do banheiro não para de pingar.',
      en: 'The tap in the bathroom will not stop dripping.',
      es: 'La canilla del baño no deja de gotear.',
    },
  ],
  [
    'electrical',
    'normal',
    {
      pt: 'Uma tomada da sala está sem energia.',
      en: 'One socket in the living room has no power.',
      es: 'Un enchufe del living no tiene corriente.',
    },
  ],
  [
    'hvac',
    'normal',
    {
      pt: 'O ar-condicionado do quarto pinga água no chão.',
      en: 'The air conditioner in the bedroom drips onto the floor.',
      es: 'El aire acondicionado del dormitorio gotea en el piso.',
    },
  ],
  [
    'appliance',
    'low',
    {
      pt: 'O forno não acende mais.',
      en: 'The oven does not light any more.',
      es: 'El horno ya no enciende.',
    },
  ],
  [
    'internet',
    'normal',
    {
      pt: 'O wi-fi cai todas as noites.',
      en: 'The Wi-Fi drops every evening.',
      es: 'El wifi se corta todas las noches.',
    },
  ],
  [
    'lock',
    'high',
    {
      pt: 'A fechadura da porta está emperrando.',
      en: 'The lock of the door sticks.',
      es: 'La cerradura de la puerta se traba.',
    },
  ],
  [
    'structure',
    'normal',
    {
      pt: 'Apareceu uma infiltração no teto do banheiro.',
      en: 'There is a damp patch on the bathroom ceiling.',
      es: 'Apareció humedad en el techo del baño.',
    },
  ],
  [
    'pest',
    'normal',
    { pt: 'Apareceram formigas na cozinha.', en: 'There are ants in the kitchen.', es: 'Hay hormigas en la cocina.' },
  ],
];

const SEED = 201;
const WORKERS = ['bruno', 'staff-4'];

function open(resident: Neighbour, offset: number, days: Days, chance: Chance): Ticket {
  const { buildingId } = DEMO_BUILDING;
  const [category, priority, texts] = chance.pick(REPORTS);
  const openedAt =
    offset === 0 ? new Date(days.now.getTime() - 2 * HOUR) : new Date(days.at(days.day(offset), '10:40'));
  const ticketId = deterministicId(openedAt, 'demo', 'ticket', resident.userId, String(offset));
  return {
    buildingId,
    ticketId,
    reference: ticketReference(ticketId, 0),
    userId: resident.userId,
    unitId: resident.unitIds[0] ?? '',
    area: 'unit',
    category,
    priority,
    status: 'open',
    description: texts[resident.locale],
    openedAt: openedAt.toISOString(),
    dueAt: dueAt(priority, openedAt).toISOString(),
  };
}

/** What was done about it, by when it was reported: what is old is closed, what is new waits. */
function changesOf(offset: number, chance: Chance): readonly TicketChange[] {
  const taken: TicketChange = { assignedTo: chance.pick(WORKERS) };
  if (offset < -10) {
    return chance.oneIn(10)
      ? [{ status: 'cancelled' }]
      : [taken, { status: 'in_progress' }, { status: 'resolved' }, { status: 'closed' }];
  }
  if (offset < -4) return [taken, { status: 'in_progress' }, { status: 'resolved' }];
  return chance.pick<readonly TicketChange[]>([
    [],
    [taken],
    [taken, { status: 'in_progress' }],
    [taken, { status: 'waiting' }],
  ]);
}

function history(opened: Ticket, changes: readonly TicketChange[], days: Days): DemoTicket {
  const { buildingId, ticketId, userId } = opened;
  const openedAt = Date.parse(opened.openedAt);
  const event = (
    at: Date,
    action: TicketEvent['action'],
    actorId: string,
    more: Partial<TicketEvent>,
  ): TicketEvent => ({
    buildingId,
    ticketId,
    eventId: deterministicId(at, ticketId, action, String(more.status)),
    at: at.toISOString(),
    actorId,
    action,
    userId,
    ...more,
  });
  // What has not reached its end yet was done within the time that there was.
  const pace = Math.min(5 * HOUR, (days.now.getTime() - openedAt) / (changes.length + 1));
  let ticket = opened;
  const events = [event(new Date(openedAt), 'opened', userId, { status: 'open' })];
  changes.forEach((change, step) => {
    const at = new Date(openedAt + (step + 1) * pace);
    const after = changeTicket(ticket, change, at);
    const { status, assignedTo } = after;
    const isAssigned = assignedTo !== ticket.assignedTo;
    const more = { ...(status !== ticket.status && { status }), ...(isAssigned && assignedTo && { assignedTo }) };
    const actor = change.status === 'cancelled' || change.status === 'closed' ? userId : (assignedTo ?? 'ana');
    events.push(event(at, isAssigned ? 'assigned' : 'status_changed', isAssigned ? 'ana' : actor, more));
    ticket = after;
  });
  const isLate = ticket.finishedAt === undefined && ticket.dueAt <= days.now.toISOString();
  // Its term is over and staff know: nothing is left to be said about it.
  return { ticket: isLate ? { ...ticket, escalatedAt: ticket.dueAt } : ticket, events };
}

/** What residents reported over three months, the oldest first. */
export function demoTickets(residents: readonly Neighbour[], days: Days): DemoTicket[] {
  const chance = chanceOf(SEED);
  const offsets = Array.from({ length: DAYS_BEFORE + 1 }, (_, index) => index - DAYS_BEFORE);
  return offsets.flatMap((offset) => {
    if (offset < -4 && !chance.oneIn(2)) return [];
    const ticket = open(chance.pick(residents), offset, days, chance);
    return [history(ticket, changesOf(offset, chance), days)];
  });
}

export function ticketWrites({ ticket, events }: DemoTicket): WriteOperation[] {
  const { buildingId, reference, ticketId } = ticket;
  return [
    create(ticketEntity, ticket),
    create(ticketReferenceEntity, { buildingId, reference, ticketId }),
    ...events.map((event) => create(ticketEventEntity, event)),
  ];
}
