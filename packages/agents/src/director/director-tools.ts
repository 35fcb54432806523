import type { DeviceGateway } from '@bos/buildings/devices/device-gateway';
import { createToolRegistry, type ToolRegistry } from '@bos/missions/tools/tool-registry';
import { ticketTools } from '@bos/operations/tickets/ticket-tools';
import type { FaqDependencies } from './faq-answer.ts';
import { openDoorTool } from './tools/door-tools.ts';
import { callElevatorTool } from './tools/elevator-tools.ts';
import { escalateTool } from './tools/escalate.ts';
import { knowledgeAnswerTool } from './tools/knowledge-answer.ts';
import { staffNotifyTool } from './tools/staff-notify.ts';

export interface DirectorToolDependencies extends FaqDependencies {
  readonly devices: DeviceGateway;
}

/** Every tool of the system. */
export function createTools({ table, devices, textSimilarity }: DirectorToolDependencies): ToolRegistry {
  return createToolRegistry([
    ...ticketTools(table),
    openDoorTool({ table, gateway: devices }),
    callElevatorTool({ table, gateway: devices }),
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
  'staff.notify',
  'conversation.escalate',
  'knowledge.answer',
]);
