import { roleSchema } from '@bos/kernel/role';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

/** Why something was left as it is when its import was taken back. */
export const KEPT_BECAUSE = ['changed_since', 'gone', 'in_use', 'own_rights', 'not_yours'] as const;
export type KeptBecause = (typeof KEPT_BECAUSE)[number];

const common = {
  buildingId: z.string(),
  importId: z.string(),
  /** `unit-1203`, `person-…`: one import does one thing once. */
  stepId: z.string(),
  /** Of the file, counted from 1 with the headings. */
  line: z.int(),
  at: z.string(),
  /** The version of what was written: whatever has another one was changed by somebody else since. */
  wroteVersion: z.int(),
  undo: z.enum(['taken_back', ...KEPT_BECAUSE]).optional(),
};

export const rosterStepSchema = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('unit'),
    unitId: z.string(),
    /** What it was before; none when it was created. */
    before: z.object({ tower: z.string().optional(), floor: z.int(), bedrooms: z.int().optional() }).optional(),
  }),
  z.object({
    ...common,
    kind: z.literal('person'),
    userId: z.string(),
    /** Whether they got their name by it. */
    named: z.boolean(),
    /** What they were before; none when they were nobody here. */
    before: z
      .object({
        status: z.enum(['unverified', 'active', 'suspended', 'ended']),
        roles: z.array(roleSchema),
        unitIds: z.array(z.string()),
        validFrom: z.string().optional(),
        validUntil: z.string().optional(),
      })
      .optional(),
  }),
]);

/** One thing that an import did, written with what it did: so that it is done once and can be taken back. Ids alone. */
export type RosterStep = z.infer<typeof rosterStepSchema>;

export const rosterStepEntity = defineEntity<RosterStep>({
  type: 'roster_step',
  description: 'One thing that an import of a roster did.',
  schemaVersion: 1,
  schema: rosterStepSchema,
  keys: {
    PK: 'BUILDING#{buildingId}#ROSTER#{importId}',
    SK: 'STEP#{stepId}',
    // All of one person's: export and erasure go that way.
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'ROSTER#{importId}',
  },
  retention: { period: 'operation', from: ({ at }) => at },
});
