import type { AuditActor } from '@bos/kernel/audit-fact';
import type { Clock } from '@bos/kernel/clock';
import type { RecordAudit } from '@bos/table/record-audit';
import { type ConsentsDependencies, consentsOf } from '../consent/consents-of.ts';
import { samePersons } from '../merge/same-persons.ts';
import { personItems } from '../personal-data/person-items.ts';

export interface ExportDependencies extends ConsentsDependencies {
  readonly clock: Clock;
  readonly audit: RecordAudit;
  /** Who exports. */
  readonly actor: AuditActor;
}

/** All that is known of a person, by kind of item: `person`, `membership`, `message`, `ticket` … */
export interface PersonExport {
  readonly userId: string;
  readonly exportedAt: string;
  readonly items: Readonly<Record<string, readonly object[]>>;
}

/**
 * Everything that concerns a person, decrypted, in all their buildings. What they merely hold of others, such as a
 * member of staff's notifications about residents, is not theirs and not in it; what lies under members who were found to
 * be the same person is. It is recorded in each building before
 * anything is read.
 */
export async function exportPerson(
  deps: ExportDependencies,
  userId: string,
  buildingIds: readonly string[],
): Promise<PersonExport> {
  const { table, audit, actor, clock } = deps;
  for (const buildingId of buildingIds) {
    const resource = { type: 'person', id: userId } as const;
    await table.write([audit({ buildingId, actor, action: 'person.exported', resource, at: clock.now() })]);
  }
  const items: Record<string, object[]> = {};
  const everyone = [userId, ...(await samePersons(table, userId, buildingIds))];
  for (const id of everyone) {
    for await (const { entity, item, role } of personItems(deps, id, buildingIds)) {
      if (role !== 'about') continue;
      const readable = await entity.visit(async (definition) => table.decode(definition, item));
      if (readable !== undefined) items[entity.type] = [...(items[entity.type] ?? []), readable];
    }
  }
  const consents = (await Promise.all(everyone.map((id) => consentsOf(deps, id)))).flat();
  if (consents.length > 0) items.consent = consents;
  return { userId, exportedAt: clock.now().toISOString(), items };
}
