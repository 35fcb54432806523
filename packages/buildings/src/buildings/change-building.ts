import { isDeepStrictEqual } from 'node:util';
import type { AuditActor } from '@bos/kernel/audit-fact';
import { DomainError, notFound } from '@bos/kernel/errors';
import { parseInput } from '@bos/kernel/parse';
import type { Stored } from '@bos/table/entity';
import type { RecordAudit } from '@bos/table/record-audit';
import type { Table } from '@bos/table/table';
import { replace, WriteConflictError } from '@bos/table/write';
import type * as z from 'zod';
import { type Building, buildingConfigurationSchema, buildingEntity, buildingSchema } from './building.ts';
import { buildingChangeSchema } from './building-change.ts';

export type BuildingChange = z.infer<typeof buildingChangeSchema>;

export interface ChangeBuildingCommand {
  readonly buildingId: string;
  /** Each field as a whole; what is not named stays. */
  readonly change: BuildingChange;
  readonly expectedVersion: number;
  readonly actor: AuditActor;
  readonly requestId?: string;
  readonly at: Date;
}

const FIELDS = buildingConfigurationSchema.keyof().options;

/** A calendar reads in the order of its days, whoever wrote it in which. */
function changed(building: Building, { holidays, ...rest }: BuildingChange): Building {
  const sorted = holidays?.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  const named = Object.entries({ ...rest, holidays: sorted }).filter(([, value]) => value !== undefined);
  return buildingSchema.parse({ ...building, ...Object.fromEntries(named) });
}

/**
 * Changes how a building is set up. A change that changes nothing writes nothing. Throws INVALID_INPUT naming each field,
 * BUILDING_NOT_FOUND, and BUILDING_CHANGED_MEANWHILE.
 */
export async function changeBuilding(
  { table, audit }: { readonly table: Table; readonly audit: RecordAudit },
  { buildingId, change, expectedVersion, actor, requestId, at }: ChangeBuildingCommand,
): Promise<Stored<Building>> {
  const wanted = parseInput(buildingChangeSchema, change, 'building');
  const building = await table.get(buildingEntity, { buildingId });
  if (!building) throw notFound('building', buildingId);
  if (building.version !== expectedVersion) throw changedMeanwhile(buildingId);
  const after = changed(building, wanted);
  const fields = FIELDS.filter((field) => !isDeepStrictEqual(building[field], after[field]));
  if (fields.length === 0) return building;
  const fact = {
    buildingId,
    actor,
    action: 'building.changed',
    resource: { type: 'building', id: buildingId },
    ...(requestId !== undefined && { requestId }),
    changed: fields,
    at,
  } as const;
  try {
    await table.write([replace(buildingEntity, building, after), audit(fact)]);
  } catch (error) {
    throw error instanceof WriteConflictError ? changedMeanwhile(buildingId) : error;
  }
  const { version, createdAt } = building;
  return { ...after, version: version + 1, createdAt, updatedAt: at.toISOString() };
}

function changedMeanwhile(buildingId: string): DomainError {
  const text = `Building ${buildingId} is at another version.`;
  return new DomainError('precondition_failed', 'BUILDING_CHANGED_MEANWHILE', text);
}
