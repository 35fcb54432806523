import { listOf, listQuery } from '@bos/http/list';
import { ID } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import { AUDIT_ACTIONS, AUDIT_OUTCOMES } from '@bos/kernel/audit-fact';
import * as z from 'zod';
import type { AuditRecord } from './audit-record.ts';

export const auditRecordView = z
  .object({
    id: z.string(),
    at: z.string(),
    actor: z.object({
      kind: z.enum(['user', 'agent', 'system', 'operator']),
      id: z.string().describe('Of an operator, the command.'),
    }),
    action: z.string().describe(`One of: ${Object.keys(AUDIT_ACTIONS).join(', ')}.`),
    resource: z.object({ type: z.string(), id: z.string() }),
    outcome: z.enum(AUDIT_OUTCOMES),
    code: z.string().optional().describe('Why it was refused or failed.'),
    requestId: z.string().optional(),
    missionId: z.string().optional(),
    changed: z.array(z.string()).optional().describe('The names of the fields that changed.'),
    values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  })
  .meta({ id: 'AuditRecord' });

export const listAuditRoute = defineRoute({
  operationId: 'listAudit',
  method: 'GET',
  path: '/v1/buildings/{buildingId}/audit',
  summary: 'Who did what',
  description: 'Newest first: of a month, or all that an actor did, or all that was done to a resource.',
  tag: 'Audit',
  permission: 'audit:read',
  params: z.object({ buildingId: z.string() }),
  query: listQuery
    .extend({
      actor: z.string().regex(ID, 'must be an id').optional().describe('A person, or a part of the system.'),
      resource: z
        .string()
        .regex(/^[a-z]{1,32}:[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'must be a kind and an id, as in ticket:01K…')
        .optional()
        .describe('`kind:id`, such as `ticket:01K…`, `person:…`, `device:gate`.'),
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month, as in 2026-11')
        .optional()
        .describe('Of UTC, as `2026-11`; the present one when nothing is given.'),
    })
    .refine(({ actor, resource, month }) => [actor, resource, month].filter(Boolean).length <= 1, {
      message: 'give one of actor, resource and month',
    }),
  response: { status: 200, description: 'Records.', schema: listOf(auditRecordView) },
});

export const auditRoutes: readonly RouteContract[] = [listAuditRoute];

export function viewAuditRecord(record: AuditRecord): z.infer<typeof auditRecordView> {
  const { auditId: id, at, actor, action, resource, outcome, code, requestId, missionId, changed, values } = record;
  return {
    id,
    at,
    actor,
    action,
    resource,
    outcome,
    ...(code !== undefined && { code }),
    ...(requestId !== undefined && { requestId }),
    ...(missionId !== undefined && { missionId }),
    ...(changed !== undefined && { changed }),
    ...(values !== undefined && { values }),
  };
}
