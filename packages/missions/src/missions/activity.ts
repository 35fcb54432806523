import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const activitySchema = z.object({
  buildingId: z.string(),
  missionId: z.string(),
  activityId: z.string(),
  actor: z.object({ kind: z.enum(['human', 'agent', 'system']), id: z.string() }),
  /** `requested`, `planned`, `refused`, `started`, `completed`, `failed`, `replied` … */
  action: z.string(),
  stepId: z.string().optional(),
  tool: z.string().optional(),
  code: z.string().optional(),
  at: z.string(),
});

/** Who intended, decided or did what, and when. Written once, never changed. */
export type Activity = z.infer<typeof activitySchema>;

export const activityEntity = defineEntity<Activity>({
  type: 'activity',
  description: "An entry of a mission's ledger.",
  schemaVersion: 1,
  schema: activitySchema,
  keys: { PK: 'BUILDING#{buildingId}#MISSION#{missionId}', SK: 'ACTIVITY#{activityId}' },
  retention: { period: 'mission', from: ({ at }) => at },
});
