import type { Clock } from '@bos/kernel/clock';
import { isDomainError } from '@bos/kernel/errors';
import { followMerge } from '@bos/people/memberships/follow-merge';
import type { Membership } from '@bos/people/memberships/membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import type { Stored } from '@bos/table/entity';
import { type FindRetentionOverrides, type RetentionOverrides, termOf } from '@bos/table/retention';
import { type ForgetDependencies, forgetMember } from './forget-member.ts';
import { departureOf, lastMessageOf } from './last-sign.ts';

export interface DepartedDependencies extends ForgetDependencies {
  readonly clock: Clock;
  readonly findOverrides: FindRetentionOverrides;
}

/** How many were forgotten: unknown senders, and people who had left. */
export interface Forgotten {
  readonly unknownSender: number;
  readonly person: number;
}

const PAGE = 100;

/** The term of those whose time has come; undefined for everybody else. */
async function dueAs(
  { table, clock }: DepartedDependencies,
  membership: Stored<Membership>,
  overrides: RetentionOverrides | undefined,
): Promise<keyof Forgotten | undefined> {
  const now = clock.now();
  const departure = departureOf(membership, now);
  if (departure === undefined) return undefined;
  // Whoever was merged into another member is remembered as long as that one.
  if ((await followMerge(table, membership)) !== membership) return undefined;
  const { period, since } = departure;
  const limit = now.getTime() - termOf(period, overrides);
  if (since.getTime() > limit) return undefined;
  const last = await lastMessageOf(table, membership.buildingId, membership.userId);
  return last === undefined || last.getTime() <= limit ? period : undefined;
}

/**
 * Looks at every member of a building and forgets those who gave no sign for the whole of their term: unknown senders
 * since their last message, others since their membership ended. Idempotent; whoever writes or is let in again in the
 * meantime stays.
 */
export async function forgetDeparted(deps: DepartedDependencies, buildingId: string): Promise<Forgotten> {
  const memberships = createMembershipStore(deps.table);
  const overrides = await deps.findOverrides(buildingId);
  const forgotten = { unknownSender: 0, person: 0 };
  let cursor: string | undefined;
  do {
    const options = { limit: PAGE, ...(cursor !== undefined && { cursor }) };
    const page = await memberships.listOfBuilding(buildingId, options);
    for (const membership of page.items) {
      const period = await dueAs(deps, membership, overrides);
      if (period === undefined) continue;
      try {
        if (await forgetMember(deps, membership)) forgotten[period] += 1;
      } catch (error) {
        if (!isDomainError(error, 'WRITE_CONFLICT')) throw error;
      }
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return forgotten;
}
