import { languageSchema } from '@bos/kernel/language';
import * as z from 'zod';
import type { Activity } from './activity.ts';
import { MISSION_STATUSES, type Mission } from './mission.ts';
import { STEP_STATUSES, type Step } from './step.ts';

const intentView = z.object({
  intent: z.string(),
  confidence: z.number(),
  slots: z.record(z.string(), z.string()).optional(),
});

export const missionView = z
  .object({
    id: z.string(),
    userId: z.string().describe('The requester.'),
    status: z.enum(MISSION_STATUSES),
    intents: z.array(intentView),
    request: z.string().optional().describe('What the person wrote.'),
    language: languageSchema,
    requestedAt: z.string(),
    finishedAt: z.string().optional(),
    failureCode: z.string().optional(),
    cancellation: z
      .object({ at: z.string(), by: z.string() })
      .optional()
      .describe('Who wanted it ended, and when. It has ended when its status says so.'),
    conversationId: z.string().optional(),
    messageId: z.string().optional(),
  })
  .meta({ id: 'Mission' });

export const stepView = z
  .object({
    id: z.string(),
    intent: z.string(),
    tool: z.string(),
    toolVersion: z.number().int(),
    status: z.enum(STEP_STATUSES),
    dependsOn: z.array(z.string()),
    attempts: z.number().int(),
    input: z.record(z.string(), z.unknown()).optional(),
    output: z.record(z.string(), z.unknown()).optional(),
    startedAt: z.string().optional(),
    finishedAt: z.string().optional(),
    failureCode: z.string().optional(),
    failureDetail: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Step' });

export const missionDetailView = z
  .object({ ...missionView.shape, steps: z.array(stepView) })
  .meta({ id: 'MissionDetail' });

export const activityView = z
  .object({
    id: z.string(),
    actor: z.object({ kind: z.enum(['human', 'agent', 'system']), id: z.string() }),
    action: z.string(),
    stepId: z.string().optional(),
    tool: z.string().optional(),
    code: z.string().optional(),
    at: z.string(),
  })
  .meta({ id: 'Activity' });

/** `words`: with what the person said. Otherwise only how the building runs. */
export function viewMission(mission: Mission, words: boolean): z.infer<typeof missionView> {
  const { missionId: id, userId, status, language, requestedAt, intents, request } = mission;
  const { finishedAt, failureCode, cancellation, conversationId, messageId } = mission;
  return {
    id,
    userId,
    status,
    language,
    requestedAt,
    intents: intents.map(({ intent, confidence, slots }) => ({ intent, confidence, ...(words && { slots }) })),
    ...(words && { request }),
    ...(finishedAt !== undefined && { finishedAt }),
    ...(failureCode !== undefined && { failureCode }),
    ...(cancellation && { cancellation: { at: cancellation.at, by: cancellation.by } }),
    ...(conversationId !== undefined && { conversationId }),
    ...(messageId !== undefined && { messageId }),
  };
}

export function viewStep(step: Step, words: boolean): z.infer<typeof stepView> {
  const { stepId: id, intent, tool, toolVersion, status, dependsOn, attempts, input, output } = step;
  const { startedAt, finishedAt, failureCode, failureDetail } = step;
  return {
    id,
    intent,
    tool,
    toolVersion,
    status,
    dependsOn,
    attempts,
    ...(words && { input }),
    ...(words && output !== undefined && { output }),
    ...(startedAt !== undefined && { startedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
    ...(failureCode !== undefined && { failureCode }),
    ...(words && failureDetail !== undefined && { failureDetail }),
  };
}

export function viewActivity({ activityId, actor, action, stepId, tool, code, at }: Activity) {
  return {
    id: activityId,
    actor,
    action,
    at,
    ...(stepId !== undefined && { stepId }),
    ...(tool !== undefined && { tool }),
    ...(code !== undefined && { code }),
  };
}
