import type { WriteOperation } from '@bos/table/write';
import type { Membership } from '../memberships/membership.ts';
import {
  type ChangeOfRights,
  type MembershipDependencies,
  replaceMembership,
} from '../memberships/write-membership.ts';
import type { MergeInStatus } from './merge.ts';
import type { Pair } from './merge-rules.ts';

type Before = MergeInStatus<'in_force'>['before'];

/** What a membership was before it was merged away. */
export function beforeOf({ status, roles, unitIds, validFrom, validUntil }: Membership): Before {
  return {
    status,
    roles,
    unitIds,
    ...(validFrom !== undefined && { validFrom }),
    ...(validUntil !== undefined && { validUntil }),
  };
}

/**
 * Ends the one membership in favour of the other. Both are written, on the condition that neither was changed meanwhile: so
 * of two merges at once that would make a chain one fails.
 */
export async function mergeAway(
  deps: MembershipDependencies,
  { surviving, merged }: Pair,
  changedBy: ChangeOfRights,
): Promise<WriteOperation[]> {
  const { validFrom: _from, validUntil: _until, ...rest } = merged;
  const gone: Membership = { ...rest, status: 'ended', roles: [], unitIds: [], mergedInto: surviving.userId };
  return [
    ...(await replaceMembership(deps, merged, gone, changedBy)),
    ...(await replaceMembership(deps, surviving, surviving, changedBy)),
  ];
}

type Named = Pick<MergeInStatus<'in_force'>, 'buildingId' | 'userId' | 'mergedUserId' | 'how'>;

/** The records of what became of a merge: one in the trail of each of the two. */
export function mergeRecords(
  { audit, actor, requestId, at }: ChangeOfRights,
  { buildingId, userId, mergedUserId, how }: Named,
  status: string,
): WriteOperation[] {
  return [userId, mergedUserId].map((id) =>
    audit({
      buildingId,
      actor,
      action: 'person.merge',
      resource: { type: 'person', id },
      ...(requestId !== undefined && { requestId }),
      values: { status, how },
      at,
    }),
  );
}
