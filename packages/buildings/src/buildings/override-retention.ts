import type { AuditActor } from '@bos/kernel/audit-fact';
import { DomainError, notFound } from '@bos/kernel/errors';
import { parseInput } from '@bos/kernel/parse';
import type { Stored } from '@bos/table/entity';
import type { RecordAudit } from '@bos/table/record-audit';
import { OVERRIDABLE_PERIODS, type RetentionOverrides } from '@bos/table/retention';
import type { Table } from '@bos/table/table';
import { replace, WriteConflictError } from '@bos/table/write';
import { type Building, buildingEntity } from './building.ts';
import { retentionRequestSchema } from './retention-overrides.ts';

export interface OverrideRetentionCommand {
  readonly buildingId: string;
  /** All of the building's own terms, in days; the others are the usual ones. */
  readonly terms: RetentionOverrides;
  readonly expectedVersion: number;
  readonly actor: AuditActor;
  readonly requestId?: string;
  readonly at: Date;
}

/**
 * Sets a building's own retention terms. They hold for what comes to rest from then on; what rests already keeps the
 * term that it was given. Throws INVALID_INPUT naming each period with its bounds, BUILDING_NOT_FOUND, and
 * BUILDING_CHANGED_MEANWHILE.
 */
export async function overrideRetention(
  { table, audit }: { readonly table: Table; readonly audit: RecordAudit },
  { buildingId, terms, expectedVersion, actor, requestId, at }: OverrideRetentionCommand,
): Promise<Stored<Building>> {
  const retention = parseInput(retentionRequestSchema, terms, 'retention');
  const building = await table.get(buildingEntity, { buildingId });
  if (!building) throw notFound('building', buildingId);
  try {
    // Judged here and, should somebody be faster, by the table.
    if (building.version !== expectedVersion) throw changed(building);
    await table.write([
      replace(buildingEntity, building, { ...building, retention }),
      audit({
        buildingId,
        actor,
        action: 'building.retention_changed',
        resource: { type: 'building', id: buildingId },
        ...(requestId !== undefined && { requestId }),
        changed: changedPeriods(building.retention ?? {}, retention),
        at,
      }),
    ]);
  } catch (error) {
    throw error instanceof WriteConflictError ? changed(building) : error;
  }
  return { ...building, retention, version: building.version + 1 };
}

function changedPeriods(before: RetentionOverrides, after: RetentionOverrides): string[] {
  return OVERRIDABLE_PERIODS.filter((period) => before[period] !== after[period]);
}

function changed({ buildingId }: Building): DomainError {
  return new DomainError(
    'precondition_failed',
    'BUILDING_CHANGED_MEANWHILE',
    `Building ${buildingId} is at another version.`,
  );
}
