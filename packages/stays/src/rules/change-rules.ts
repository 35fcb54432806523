import { auditRecord } from '@bos/governance/audit/audit-record';
import { DomainError } from '@bos/kernel/errors';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { create, replace } from '@bos/table/write';
import type { ChangeAuthor } from '../reservations/reservation-audit.ts';
import { type StayRules, stayRulesEntity, USUAL_RULES } from './stay-rules.ts';

export interface ChangeRulesCommand {
  readonly rules: StayRules;
  /** The version that the actor saw, 0 for the usual ones; any when not given. */
  readonly expectedVersion?: number;
  readonly by: ChangeAuthor;
  readonly at: Date;
}

/** Throws STAY_RULES_CHANGED_MEANWHILE when they are not at the expected version. */
export async function changeRules(
  { table }: { readonly table: Table },
  { rules, expectedVersion, by, at }: ChangeRulesCommand,
): Promise<StayRules & { readonly version: number }> {
  const { buildingId } = rules;
  return retryConflicts(async () => {
    const before = await table.get(stayRulesEntity, { buildingId });
    const version = before?.version ?? 0;
    if (expectedVersion !== undefined && expectedVersion !== version) {
      const text = `The rules of ${buildingId} are at version ${version}.`;
      throw new DomainError('precondition_failed', 'STAY_RULES_CHANGED_MEANWHILE', text);
    }
    const standing = before ?? { buildingId, ...USUAL_RULES };
    const changed = (['lateCheckOut', 'extension', 'cancellation'] as const).filter(
      (name) => standing[name] !== rules[name],
    );
    if (changed.length === 0) return { ...rules, version };
    await table.write([
      before ? replace(stayRulesEntity, before, rules) : create(stayRulesEntity, rules),
      auditRecord({
        buildingId,
        ...by,
        action: 'building.stay_rules_changed',
        resource: { type: 'building', id: buildingId },
        changed,
        values: Object.fromEntries(changed.map((name) => [name, rules[name]])),
        at,
      }),
    ]);
    return { ...rules, version: version + 1 };
  });
}
