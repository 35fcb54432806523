import { callElevator, type ElevatorDependencies, readBackElevator } from '@bos/buildings/devices/call-elevator';
import { defineTool, type Tool } from '@bos/missions/tools/tool';
import type { ToolContext } from '@bos/missions/tools/tool-context';
import * as z from 'zod';
import { rolesWith } from './permitted-roles.ts';

const input = z.object({ from: z.string().optional(), to: z.string().optional(), said: z.string() });
type Input = z.infer<typeof input>;

function commandOf({ from, to, said }: Input, context: ToolContext) {
  const { buildingId, missionId, requester, now: at, idempotencyKey, signal } = context;
  const floors = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const terms = { userId: requester.userId, missionId, idempotencyKey, at, signal };
  return { buildingId, unitIds: requester.unitIds, ...floors, said, ...terms };
}

/** Sends the elevator to the rider, and believes only the position that it reads back. */
export function callElevatorTool(deps: ElevatorDependencies): Tool {
  return defineTool({
    name: 'elevator.call',
    version: 1,
    description: "Sends the elevator of the requester's tower to a floor.",
    input,
    output: z.object({ deviceId: z.string(), name: z.string(), floor: z.number().int() }),
    risk: 'physical',
    roles: rolesWith('elevators:call'),
    deadlineSeconds: 10,
    execute: (given, context) => callElevator(deps, commandOf(given, context)),
    readBack: (given, context) => readBackElevator(deps, commandOf(given, context)),
  });
}
