import { ID } from '@bos/http/path-id';
import { AUDIT_OUTCOMES, type AuditFact, auditActionOf } from '@bos/kernel/audit-fact';
import { canonicalJson } from '@bos/kernel/hash';
import { deterministicId } from '@bos/kernel/ids';
import { defineEntity } from '@bos/table/entity';
import { create, put, type WriteOperation } from '@bos/table/write';
import * as z from 'zod';
import { monthOf } from './audit-hour.ts';

/** Ids as they stand in paths: nothing that could break a key, nothing that anybody wrote. */
const id = z.string().regex(ID);
const code = z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/);
/** A status, a role, a tool: lower case, without spaces. Too small a number for a telephone's. */
const value = z.union([z.string().regex(/^[a-z][a-z0-9_.+-]{0,63}$/), z.boolean(), z.int().min(0).max(100_000)]);

export const auditRecordSchema = z.object({
  buildingId: z.string(),
  auditId: z.string(),
  at: z.string(),
  actor: z.object({ kind: z.enum(['user', 'agent', 'system', 'operator']), id }),
  action: z.string(),
  resource: z.object({ type: z.string(), id }),
  outcome: z.enum(AUDIT_OUTCOMES),
  code: code.optional(),
  requestId: z.string().max(128).optional(),
  missionId: id.optional(),
  changed: z.array(z.string().regex(/^[A-Za-z][A-Za-z0-9_.]{0,63}$/)).optional(),
  values: z.record(z.string(), value).optional(),
});

/** One entry of a building's audit trail: who did what to what, and how it ended. Written once, never changed. */
export type AuditRecord = z.infer<typeof auditRecordSchema>;

/**
 * A seal is over `data`, so what is stored here must stay: a new field is optional, and an upgrade leaves the data of
 * older versions as they are.
 */
export const auditEntity = defineEntity<AuditRecord>({
  type: 'audit',
  description: 'Who did what in a building, for account.',
  schemaVersion: 1,
  schema: auditRecordSchema,
  keys: {
    PK: 'BUILDING#{buildingId}#AUDIT#{month}',
    // The whole is the record's id, which begins with 0 until the year 3084: so a list of records meets no seals.
    SK: '0{auditTail}',
    GSI1PK: 'BUILDING#{buildingId}#ACTOR#{actorId}',
    GSI1SK: 'AUDIT#{auditId}',
    GSI2PK: 'BUILDING#{buildingId}#RESOURCE#{resourceKey}',
    GSI2SK: 'AUDIT#{auditId}',
  },
  derived: ({ auditId, at, actor, resource }) => ({
    month: monthOf(new Date(at)),
    auditTail: auditId.slice(1),
    actorId: actor.id,
    resourceKey: `${resource.type}:${resource.id}`,
  }),
  retention: { period: 'audit', from: ({ at }) => at },
});

function assertPlain({ action, values = {} }: AuditFact): void {
  const known: readonly string[] = auditActionOf(action).values ?? [];
  const other = Object.keys(values).find((name) => !known.includes(name));
  if (other !== undefined) throw new TypeError(`${action} does not record the value ${other}`);
}

function recordOf({ at, outcome = 'done', changed, values, ...fact }: AuditFact, auditId: string): AuditRecord {
  return {
    ...fact,
    auditId,
    at: at.toISOString(),
    outcome,
    ...(changed !== undefined && { changed: [...changed] }),
    ...(values !== undefined && { values: { ...values } }),
  };
}

/**
 * The write of a record, for the transaction of what it tells of. Its id is made of all that it says and when: written
 * twice it is one record, and it never makes a transaction fail. Throws TypeError for a value that its action does not
 * list.
 */
export function auditRecord(fact: AuditFact): WriteOperation {
  assertPlain(fact);
  return put(auditEntity, recordOf(fact, deterministicId(fact.at, canonicalJson(fact))));
}

/**
 * The write of a record that stands for all that is alike within a period (milliseconds, a part of an hour): the first
 * one is kept, a later one conflicts.
 */
export function auditOnce(fact: AuditFact, period: number): { readonly auditId: string; write: WriteOperation } {
  assertPlain(fact);
  const { at, requestId: _requestId, ...alike } = fact;
  const begin = new Date(Math.floor(at.getTime() / period) * period);
  const auditId = deterministicId(begin, canonicalJson(alike));
  return { auditId, write: create(auditEntity, recordOf(fact, auditId)) };
}
