import { roleSchema } from '@bos/kernel/role';
import { changeOf, changeSchema, defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';

export const membershipChanged = /* @__PURE__ */ defineEvent({
  name: 'membership-changed',
  version: 1,
  entity: 'membership',
  description: 'Somebody came to a building, left it, or has other roles, units or times there.',
  when: { kind: 'any', encrypted: ['displayName'] },
  schema: () =>
    z.strictObject({
      buildingId: z.string(),
      userId: z.string(),
      change: changeSchema,
      status: z.enum(['unverified', 'active', 'suspended', 'ended']),
      roles: z.array(roleSchema),
      unitIds: z.array(z.string()),
      validFrom: z.string().optional(),
      validUntil: z.string().optional(),
    }),
  derive: changeOf,
  examples: {
    good: [
      {
        buildingId: 'demo',
        userId: 'maria',
        change: 'added',
        status: 'active',
        roles: ['resident'],
        unitIds: ['1203'],
      },
    ],
    bad: [
      { buildingId: 'demo', userId: 'maria', change: 'added', status: 'active', roles: ['queen'], unitIds: ['1203'] },
    ],
  },
});
