import type { TransitionTable } from '@bos/kernel/transitions';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const STEP_STATUSES = [
  'pending',
  'ready',
  'awaiting_approval',
  'running',
  'waiting',
  'completed',
  'failed',
  'skipped',
  'compensated',
] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

export const STEP_TRANSITIONS: TransitionTable<StepStatus> = {
  // A pending step fails when the validator refuses it.
  pending: ['ready', 'skipped', 'failed'],
  ready: ['awaiting_approval', 'running', 'skipped', 'failed'],
  awaiting_approval: ['running', 'failed', 'skipped'],
  running: ['waiting', 'completed', 'failed'],
  waiting: ['completed', 'failed'],
  completed: ['compensated'],
  failed: [],
  skipped: [],
  compensated: [],
};

export const stepSchema = z.object({
  buildingId: z.string(),
  missionId: z.string(),
  /** `s1`, `s2` … in the order of the plan. */
  stepId: z.string().regex(/^s\d{1,2}$/),
  /** Whose data its input and output hold. */
  userId: z.string(),
  /** The intent that it serves: the reply speaks of it. */
  intent: z.string(),
  tool: z.string(),
  toolVersion: z.number().int(),
  /** As planned: may hold references such as `$steps.s1.output.ticketId`. */
  input: z.record(z.string(), z.unknown()),
  dependsOn: z.array(z.string()),
  status: z.enum(STEP_STATUSES),
  attempts: z.number().int(),
  /** Until then the attempt that claimed it may still be at work, and nobody else takes it over. */
  leaseUntil: z.string().optional(),
  /** Whether the attempt that claimed it acts on the world: nobody can take that back, or tell that it did not happen. */
  irreversible: z.boolean().optional(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  output: z.record(z.string(), z.unknown()).optional(),
  failureCode: z.string().optional(),
  /** What the reply needs to explain a failure: the name of the door, the candidates. */
  failureDetail: z.record(z.string(), z.unknown()).optional(),
});

/** One call of one tool. */
export type Step = z.infer<typeof stepSchema>;

export const stepEntity = defineEntity<Step>({
  type: 'step',
  description: 'One call of one tool within a mission.',
  schemaVersion: 2,
  // `irreversible` is new; what lacks it was claimed before, and is over within minutes.
  upgrades: [{ from: 1, apply: (data) => data }],
  schema: stepSchema,
  keys: { PK: 'BUILDING#{buildingId}#MISSION#{missionId}', SK: 'STEP#{stepId}' },
  states: { field: 'status', moves: STEP_TRANSITIONS },
  personal: {
    fields: ['input', 'output', 'failureDetail'],
    scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }),
  },
  retention: { period: 'mission', from: ({ finishedAt }) => finishedAt },
});

const SETTLED: ReadonlySet<StepStatus> = new Set(['completed', 'failed', 'skipped', 'compensated']);

/** Whether its tool will not run any more. */
export function isSettled({ status }: Pick<Step, 'status'>): boolean {
  return SETTLED.has(status);
}
