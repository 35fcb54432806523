import { partsOf, renderKey } from '@bos/table/key-template';
import type { Place } from '@bos/table/tenant-policy';
import { isAllowed, type TableStatement } from './table-judge.ts';

/** The ARNs of the table, its indexes and the table of the wrapped keys, as places. */
export interface TablePlaces {
  readonly table: string;
  readonly keysTable: string;
}

/** What a right's actions are about. */
export function resourceOf({ where }: Place, { table, keysTable }: TablePlaces): string {
  if (where === 'keys') return keysTable;
  return where === 'table' ? table : `${table}/index/${where}`;
}

const READS = ['GetItem', 'BatchGetItem', 'Query', 'ConditionCheckItem'];
const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem'];
/** A wrapped key is read and made by its name. */
const KEEPS = ['GetItem', 'PutItem'];
const NEVER = ['Scan', 'PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete', 'BatchWriteItem'];

/** Names that a careless pattern takes for each other. */
const OTHERS = ['b10', 'b', 'b1x', 'B1', '*'];

/** A partition of that kind. */
export function sampleKey({ template }: Place, buildingId: string): string {
  return renderKey(template, { ...Object.fromEntries(partsOf(template).map((part) => [part, 'x'])), buildingId });
}

/** Whether the items of that partition are one building's, by its template alone. */
export const isTenants = ({ template }: Place): boolean => /^BUILDING#\{buildingId\}(#|$)/.test(template);

export interface TenantPolicy extends TablePlaces {
  readonly statements: readonly TableStatement[];
  readonly access: 'read' | 'write' | 'read-write';
  readonly places: readonly Place[];
}

/** What the role is given on partitions of a building of that kind. */
function givenOn({ where }: Place, access: TenantPolicy['access']): ReadonlySet<string> {
  if (where === 'keys') return new Set(KEEPS);
  const reads = where === 'table' ? READS : ['Query'];
  const writes = where === 'table' ? WRITES : [];
  return new Set([...(access === 'write' ? [] : reads), ...(access === 'read' ? [] : writes)]);
}

/** What is wrong with the policy of the role of tenants; nothing, if every building reaches all of its own and no more. */
export function tenantFaults(policy: TenantPolicy): string[] {
  const faults: string[] = [];
  const check = (place: Place, verb: string): void => {
    const on = resourceOf(place, policy);
    const may = (keys: readonly string[], building: string | undefined, where = on): boolean =>
      isAllowed(policy.statements, { action: `dynamodb:${verb}`, on: where, keys, building });
    const own = sampleKey(place, 'b1');
    const expected = isTenants(place) && givenOn(place, policy.access).has(verb);
    const found = (wrong: boolean, what: string): void => {
      if (wrong) faults.push(`${verb} of ${place.type} in ${place.where}${what}`);
    };
    found(may([own], 'b1') !== expected, expected ? ': missing' : ': granted');
    found(may([own], 'b1', 'another/Table.Arn'), ' on another table');
    found(may([], 'b1'), ' without a key');
    found(may([own], undefined), ' without a building');
    if (!isTenants(place)) return;
    for (const other of OTHERS) found(may([sampleKey(place, other)], 'b1'), ` of ${other} by b1`);
    found(may([own, sampleKey(place, 'b10')], 'b1'), ' of two buildings at once');
  };
  for (const place of policy.places) for (const verb of [...READS, ...WRITES, ...NEVER]) check(place, verb);
  return faults;
}
