import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { type AccessEntry, accessEntrySchema } from './access-entry.ts';

export const accessEntryView = accessEntrySchema
  .omit({ buildingId: true, entryId: true })
  .extend({ id: z.string() })
  .meta({ id: 'AccessEntry' });

export const listAccessLogRoute = defineRoute({
  operationId: 'listAccessLog',
  method: 'GET',
  path: '/v1/buildings/{buildingId}/access-log',
  summary: 'What happened at the doors',
  description: 'Commands, and credentials that were used, set or removed; newest first, of the last 90 days.',
  tag: 'Access log',
  permission: 'access_log:read',
  params: z.object({ buildingId: z.string() }),
  query: listQuery.extend({ userId: pathId.optional().describe('Of one person alone.') }),
  response: { status: 200, description: 'Entries.', schema: listOf(accessEntryView) },
});

export const accessLogRoutes: readonly RouteContract[] = [listAccessLogRoute];

export function viewAccessEntry({
  entryId: id,
  at,
  userId,
  by,
  deviceId,
  action,
  outcome,
  code,
  credentialId,
  missionId,
}: AccessEntry): z.infer<typeof accessEntryView> {
  return {
    id,
    at,
    deviceId,
    action,
    outcome,
    ...(userId !== undefined && { userId }),
    ...(by !== undefined && { by }),
    ...(code !== undefined && { code }),
    ...(credentialId !== undefined && { credentialId }),
    ...(missionId !== undefined && { missionId }),
  };
}
