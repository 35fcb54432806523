import { isDeepStrictEqual } from 'node:util';
import type { AuditActor } from '@bos/kernel/audit-fact';
import { nameTokens } from '@bos/kernel/name-tokens';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Stored } from '@bos/table/entity';
import type { RecordAudit } from '@bos/table/record-audit';
import type { Table } from '@bos/table/table';
import { create, put, remove, replace, type WriteOperation } from '@bos/table/write';
import { nameTokenEntity } from '../names/name-token.ts';
import { type Membership, membershipEntity } from './membership.ts';
import { enterUnits, leaveUnits, occupiedUnits } from './occupants.ts';

export interface MembershipDependencies {
  readonly table: Table;
  readonly blindIndex: BlindIndex;
}

type Named = Pick<Membership, 'buildingId' | 'userId' | 'displayName' | 'status'>;

/** The name by which a member is found: of somebody who has left, none. */
const soughtName = ({ status, displayName = '' }: Named): string => (status === 'ended' ? '' : displayName);

/** Under what each word of a name lies, by word; more than one place only while the blind index is rotated. */
export async function tokenHashes(blindIndex: BlindIndex, membership: Named): Promise<string[]> {
  const { buildingId } = membership;
  const displayName = soughtName(membership);
  const hashes = await Promise.all(nameTokens(displayName).map((token) => nameHashes(blindIndex, buildingId, token)));
  return hashes.flatMap(([present]) => present ?? []);
}

/** The building is part of it: the same name in two buildings cannot be recognised by who reads the keys. */
export function nameHashes(blindIndex: BlindIndex, buildingId: string, token: string): Promise<readonly string[]> {
  return blindIndex.every('name', `${buildingId}\n${token}`);
}

/** By whom, and how it is accounted for, that somebody's rights are given or changed. */
export interface ChangeOfRights {
  readonly audit: RecordAudit;
  readonly actor: AuditActor;
  readonly requestId?: string;
  readonly at: Date;
}

/** What decides about rights. `tokensValidFrom` ends sessions; `mergedInto` gives somebody else's. */
const RIGHTS = ['status', 'roles', 'unitIds', 'validFrom', 'validUntil', 'tokensValidFrom', 'mergedInto'] as const;

/** What somebody without any right has: there, nothing was given. */
const NOTHING: Partial<Membership> = { status: 'unverified', roles: [], unitIds: [] };

/** The record of what changes in rights, for the transaction of the change. Throws TypeError when nobody did it. */
export function auditOfRights(
  before: Partial<Membership>,
  after: Membership,
  changedBy: ChangeOfRights | undefined,
): WriteOperation[] {
  const changed = RIGHTS.filter((field) => !isDeepStrictEqual(before[field], after[field]));
  if (changed.length === 0) return [];
  const { buildingId, userId, status, roles } = after;
  if (changedBy === undefined) throw new TypeError(`${changed.join(', ')} of a membership change by nobody`);
  const { audit, actor, requestId, at } = changedBy;
  return [
    audit({
      buildingId,
      actor,
      action: 'membership.changed',
      resource: { type: 'person', id: userId },
      ...(requestId !== undefined && { requestId }),
      changed,
      values: { status, ...(roles.length > 0 && { roles: roles.join('+') }) },
      at,
    }),
  ];
}

/**
 * A new membership, with the words and units by which it is found. Fails when the person has one in that building. One that gives
 * a right names who gives it, else TypeError.
 */
export async function createMembership(
  { blindIndex }: Pick<MembershipDependencies, 'blindIndex'>,
  membership: Membership,
  changedBy?: ChangeOfRights,
): Promise<WriteOperation[]> {
  const { buildingId, userId } = membership;
  const hashes = await tokenHashes(blindIndex, membership);
  return [
    create(membershipEntity, membership),
    ...auditOfRights(NOTHING, membership, changedBy),
    ...enterUnits(membership, occupiedUnits(membership)),
    // Not `create`: one that a removed membership left behind must not stand in the way.
    ...hashes.map((hash) => put(nameTokenEntity, { buildingId, hash, userId })),
  ];
}

/**
 * A membership that was read, changed; with its name and units change the words and units by which it is found, and who
 * has left is found by none. A change of rights names who makes it, else TypeError.
 */
export async function replaceMembership(
  deps: MembershipDependencies,
  before: Stored<Membership>,
  after: Membership,
  changedBy?: ChangeOfRights,
): Promise<WriteOperation[]> {
  const [left, entered] = [occupiedUnits(before), occupiedUnits(after)];
  const change = [
    replace(membershipEntity, before, after),
    ...auditOfRights(before, after, changedBy),
    ...enterUnits(
      after,
      entered.filter((unitId) => !left.includes(unitId)),
    ),
    ...(await leaveUnits(
      deps.table,
      before,
      left.filter((unitId) => !entered.includes(unitId)),
    )),
  ];
  if (soughtName(before) === soughtName(after)) return change;
  const { buildingId, userId } = after;
  const [hashes, present] = await Promise.all([
    tokenHashes(deps.blindIndex, after),
    deps.table.list(nameTokenEntity, { buildingId, userId }, { index: 'GSI1', limit: 100 }),
  ]);
  return [
    ...change,
    ...present.items.filter(({ hash }) => !hashes.includes(hash)).map((token) => remove(nameTokenEntity, token)),
    ...hashes
      .filter((hash) => present.items.every((token) => token.hash !== hash))
      .map((hash) => put(nameTokenEntity, { buildingId, hash, userId })),
  ];
}
