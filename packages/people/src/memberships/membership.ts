import { ROLES, roleSchema } from '@bos/kernel/role';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

/**
 * `unverified` is somebody who wrote without being known: they are answered, and have no right.
 * `ended` keeps the history of somebody who moved out or left.
 */
export const membershipSchema = z.object({
  buildingId: z.string(),
  userId: z.string(),
  status: z.enum(['unverified', 'active', 'suspended', 'ended']),
  roles: z.array(roleSchema),
  unitIds: z.array(z.string()),
  displayName: z.string().max(120).optional(),
  /** ISO 8601. Outside these the membership gives no right: a guest's stay. */
  validFrom: z.string().optional(),
  validUntil: z.string().optional(),
  /** Access tokens issued before this time are refused. */
  tokensValidFrom: z.string().optional(),
  /** Another member of this building who is the same person: whoever comes as this one is that one. */
  mergedInto: z.string().optional(),
});

/** What a person is in one building. Roles come from here and from nowhere else. */
export type Membership = z.infer<typeof membershipSchema>;

export const membershipEntity = defineEntity<Membership>({
  type: 'membership',
  description: 'A person in a building: roles, units, status.',
  schemaVersion: 2,
  // Nobody was merged before.
  upgrades: [{ from: 1, apply: (data) => data }],
  schema: membershipSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'USER#{userId}',
    GSI1PK: 'USER#{userId}',
    GSI1SK: 'BUILDING#{buildingId}',
    GSI2PK: 'BUILDING#{buildingId}#USER',
    GSI2SK: '{firstRole}#{userId}',
  },
  // The first in the order of ROLES, where staff come before occupants: a resident manager is found as a manager.
  derived: ({ roles }) => ({ firstRole: ROLES.find((role) => roles.includes(role)) ?? 'none' }),
  personal: {
    fields: ['displayName'],
    scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }),
  },
});

/** Whether the membership gives any right at that time. */
export function isInForce(membership: Membership, at: Date): boolean {
  const time = at.getTime();
  return (
    membership.status === 'active' &&
    (membership.validFrom === undefined || Date.parse(membership.validFrom) <= time) &&
    (membership.validUntil === undefined || time < Date.parse(membership.validUntil))
  );
}
