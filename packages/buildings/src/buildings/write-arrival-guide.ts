import { isDeepStrictEqual } from 'node:util';
import type { AuditActor } from '@bos/kernel/audit-fact';
import { DomainError, notFound } from '@bos/kernel/errors';
import { parseInput } from '@bos/kernel/parse';
import type { Stored } from '@bos/table/entity';
import type { RecordAudit } from '@bos/table/record-audit';
import type { Table } from '@bos/table/table';
import { create, replace, WriteConflictError } from '@bos/table/write';
import { unitEntity } from '../units/unit.ts';
import {
  type ArrivalGuide,
  type ArrivalGuideContent,
  arrivalGuideContentSchema,
  arrivalGuideEntity,
  placeOf,
} from './arrival-guide.ts';

export interface WriteArrivalGuideCommand {
  readonly buildingId: string;
  /** The building's own without one. */
  readonly unitId?: string;
  /** All of it. */
  readonly content: ArrivalGuideContent;
  readonly expectedVersion?: number;
  readonly actor: AuditActor;
  readonly requestId?: string;
  readonly at: Date;
}

/**
 * Writes the guide anew, the first time as well. The trail says who did and which parts changed, never what they say. Throws INVALID_INPUT, UNIT_NOT_FOUND, and ARRIVAL_GUIDE_CHANGED_MEANWHILE.
 */
export async function writeArrivalGuide(
  { table, audit }: { readonly table: Table; readonly audit: RecordAudit },
  { buildingId, unitId, content, expectedVersion, actor, requestId, at }: WriteArrivalGuideCommand,
): Promise<Stored<ArrivalGuide>> {
  const wanted = parseInput(arrivalGuideContentSchema, content, 'arrival guide');
  if (unitId !== undefined && (await table.get(unitEntity, { buildingId, unitId })) === undefined)
    throw notFound('unit', unitId);
  const before = await table.get(arrivalGuideEntity, { buildingId, place: placeOf(unitId) });
  if (expectedVersion !== undefined && expectedVersion !== (before?.version ?? 0)) throw changedMeanwhile();
  const after: ArrivalGuide = { buildingId, ...(unitId !== undefined && { unitId }), ...wanted };
  const fact = {
    buildingId,
    actor,
    action: 'building.arrival_guide_changed',
    resource: { type: 'building', id: buildingId },
    ...(requestId !== undefined && { requestId }),
    changed: (['wifi', 'directions'] as const).filter((part) => !isDeepStrictEqual(before?.[part], after[part])),
    at,
  } as const;
  const write = before ? replace(arrivalGuideEntity, before, after) : create(arrivalGuideEntity, after);
  try {
    await table.write([write, audit(fact)]);
  } catch (error) {
    throw error instanceof WriteConflictError ? changedMeanwhile() : error;
  }
  const time = at.toISOString();
  return { ...after, version: (before?.version ?? 0) + 1, createdAt: before?.createdAt ?? time, updatedAt: time };
}

function changedMeanwhile(): DomainError {
  return new DomainError('precondition_failed', 'ARRIVAL_GUIDE_CHANGED_MEANWHILE', 'Somebody changed it meanwhile.');
}
