import { overrideRetention } from '@bos/buildings/buildings/override-retention';
import { replyAsStaff } from '@bos/conversations/conversations/reply-as-staff';
import { resolveConversation } from '@bos/conversations/conversations/take-over';
import { markRead } from '@bos/conversations/notifications/mark-read';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { cancelMission } from '@bos/missions/missions/cancel-mission';
import { escalateTicket } from '@bos/operations/tickets/escalate-ticket';
import { updateTicket } from '@bos/operations/tickets/update-ticket';
import { resolveSender } from '@bos/people/identities/resolve-sender';
import { ensureMembership } from '@bos/people/memberships/ensure-membership';
import { seededIds } from '@bos/testing/clocks';
import { BUILDING, CONVERSATION, LATER, MARIA, MISSION, NOTIFICATION, NOW, TEXT, TICKET } from './places.ts';
import { idOf, type World } from './typical.ts';

/** Something that one person asks for and that is written in one request, however much it reads before. */
export interface Command {
  readonly name: string;
  run(world: World): Promise<unknown>;
}

const buildingId = BUILDING;
const MANAGER = idOf(9);
const audit = auditRecord;
const at = new Date(LATER);
const stranger = { phone: '5511900000999', at };
const ticket = { buildingId, ticketId: TICKET };
const conversation = { buildingId, conversationId: CONVERSATION };

/** Those of the console, of the API, and of a new sender; what messages set off is recorded from the functions themselves. */
export const COMMANDS: readonly Command[] = [
  { name: 'a new sender', run: (world) => resolveSender(world, stranger) },
  {
    name: 'a new sender in a building',
    run: (world) => ensureMembership(world, { buildingId, userId: idOf(99), displayName: 'João da Silva' }),
  },
  {
    name: 'a reply of the staff',
    run: ({ table, clock }) =>
      replyAsStaff(
        { table, clock, ids: seededIds(clock) },
        { ...conversation, staffId: MANAGER, text: TEXT, idempotencyKey: 'key' },
      ),
  },
  {
    name: 'the end of a conversation',
    run: ({ table, clock }) => resolveConversation({ table, clock }, { ...conversation, staffId: MANAGER }),
  },
  {
    name: 'a notification that is read',
    run: (world) => markRead(world, { buildingId, userId: MARIA, notificationId: NOTIFICATION }),
  },
  {
    name: 'a mission that is cancelled',
    run: ({ table }) =>
      cancelMission({ table, audit }, { buildingId, missionId: MISSION, userId: MANAGER, anybodys: true, at }),
  },
  {
    name: 'a change of a ticket',
    run: ({ table }) =>
      updateTicket(
        { table },
        {
          ...ticket,
          eventId: idOf(98),
          actor: { userId: MANAGER, roles: ['manager'] },
          change: { status: 'assigned', assignedTo: MANAGER },
          at,
        },
      ),
  },
  { name: 'a ticket that is overdue', run: ({ table }) => escalateTicket({ table }, { ...ticket, at: NOW }) },
  {
    name: 'own retention terms of a building',
    run: ({ table }) =>
      overrideRetention(
        { table, audit },
        { buildingId, terms: { accessLog: 60 }, expectedVersion: 1, actor: { kind: 'user', id: MANAGER }, at },
      ),
  },
];
