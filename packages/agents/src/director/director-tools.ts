import type { DeviceGateway } from '@bos/buildings/devices/device-gateway';
import { createToolRegistry, type ToolRegistry } from '@bos/missions/tools/tool-registry';
import { ticketTools } from '@bos/operations/tickets/ticket-tools';
import { stayTools } from '@bos/stays/reservations/stay-tools';
import type { HandToStaff } from '@bos/stays/tools/stay-wish';
import type { Table } from '@bos/table/table';
import type { FaqDependencies } from './faq-answer.ts';
import { credentialTools, type LoadCredentialDependencies } from './tools/credential-tools.ts';
import { openDoorTool } from './tools/door-tools.ts';
import { callElevatorTool } from './tools/elevator-tools.ts';
import { escalateTool } from './tools/escalate.ts';
import { knowledgeAnswerTool } from './tools/knowledge-answer.ts';
import { parcelStatusTool } from './tools/parcel-tools.ts';
import { staffNotifyTool } from './tools/staff-notify.ts';
import { announceVisitorTool } from './tools/visitor-tools.ts';

export interface DirectorToolDependencies extends FaqDependencies {
  readonly devices: DeviceGateway;
  readonly access: LoadCredentialDependencies;
}

/** A wish that staff have to decide is rare. */
const handToDesk =
  (table: Table): HandToStaff =>
  async (wish, context) =>
    (await import('./tools/stay-desk.ts')).stayDesk(table)(wish, context);

/** Every tool of the system. */
export function createTools({ table, devices, access, textSimilarity }: DirectorToolDependencies): ToolRegistry {
  return createToolRegistry([
    ...ticketTools(table),
    openDoorTool({ table, gateway: devices }),
    callElevatorTool({ table, gateway: devices }),
    announceVisitorTool(table),
    ...credentialTools(access),
    parcelStatusTool(table),
    ...stayTools({ table, handToStaff: handToDesk(table) }),
    staffNotifyTool(table),
    escalateTool(table),
    knowledgeAnswerTool({ table, textSimilarity }),
  ]);
}

/** What the director may plan. */
export const DIRECTOR_TOOLS: ReadonlySet<string> = new Set([
  'tickets.open',
  'tickets.status',
  'door.open',
  'elevator.call',
  'visitors.announce',
  'access.code_status',
  'access.replace_code',
  'access.revoke_tag',
  'parcels.status',
  'stays.status',
  'stays.announceArrival',
  'stays.requestLateCheckout',
  'stays.extend',
  'stays.cancelOwn',
  'staff.notify',
  'conversation.escalate',
  'knowledge.answer',
]);
