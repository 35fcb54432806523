import * as z from 'zod';

export const MOST_STEPS = 12;

export const planStepSchema = z.object({
  stepId: z.string().regex(/^s[1-9]\d?$/),
  /** The intent of the mission that it serves. */
  intent: z.string(),
  tool: z.string(),
  /** May hold references to outputs of steps that it depends on. */
  input: z.record(z.string(), z.unknown()),
  dependsOn: z.array(z.string()),
});
export type PlanStep = z.infer<typeof planStepSchema>;

export const planSchema = z.object({ steps: z.array(planStepSchema) });

/** What is to be done for a mission: calls of tools, and which must come before which. */
export type Plan = z.infer<typeof planSchema>;
