import { defineTool, type Tool } from '@bos/missions/tools/tool';
import type { Table } from '@bos/table/table';
import * as z from 'zod';
import { rolesWith } from './permitted-roles.ts';

const parcel = z.object({ unitId: z.string(), carrier: z.string(), date: z.string() });

export function parcelStatusTool(table: Table): Tool {
  return defineTool({
    name: 'parcels.status',
    version: 1,
    description: "Tells which of the requester's own parcels wait at the desk.",
    input: z.object({}),
    output: z.object({ parcels: z.array(parcel) }),
    risk: 'read',
    roles: rolesWith('parcels:read_own'),
    async execute(_input, { buildingId, requester }) {
      const { parcelsWaiting } = await import('../waiting-parcels.ts');
      return { kind: 'completed', output: { parcels: await parcelsWaiting(table, buildingId, requester.userId) } };
    },
  });
}
