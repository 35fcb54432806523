import { doorSchema } from '@bos/buildings/devices/device';
import { type DoorRequester, doorPermissions } from '@bos/buildings/devices/door-rights';
import { type DoorDependencies, openDoor, readBackDoor } from '@bos/buildings/devices/open-door';
import { decide } from '@bos/governance/policy';
import { defineTool, type Tool } from '@bos/missions/tools/tool';
import { inForceAt, type Requester, type ToolContext } from '@bos/missions/tools/tool-context';
import * as z from 'zod';
import { rolesWith } from './permitted-roles.ts';

const input = z.object({ door: doorSchema.optional(), said: z.string() });
type Input = z.infer<typeof input>;

function doorRequester(requester: Requester, now: Date): DoorRequester {
  const { roles, unitIds } = requester;
  const may = (permission: string) => decide(roles, permission).allowed;
  return {
    roles,
    unitIds,
    inForce: inForceAt(requester, now),
    permissions: doorPermissions(may),
  };
}

function commandOf({ door, said }: Input, context: ToolContext) {
  const { buildingId, missionId, requester, now: at, idempotencyKey, signal } = context;
  const terms = { userId: requester.userId, missionId, idempotencyKey, at, signal };
  return { buildingId, requester: doorRequester(requester, at), ...(door !== undefined && { door }), said, ...terms };
}

/** Opens doors and gates, for people who may, and believes only what the lock reads back. */
export function openDoorTool(deps: DoorDependencies): Tool {
  return defineTool({
    name: 'door.open',
    version: 1,
    description: 'Opens a door or gate that the requester may pass at this moment.',
    input,
    output: z.object({ deviceId: z.string(), name: z.string(), door: doorSchema }),
    risk: 'physical',
    roles: rolesWith('doors:open_common', 'doors:open_own_unit', 'doors:open_any'),
    deadlineSeconds: 10,
    execute: (given, context) => openDoor(deps, commandOf(given, context)),
    readBack: (given, context) => readBackDoor(deps, commandOf(given, context)),
  });
}
