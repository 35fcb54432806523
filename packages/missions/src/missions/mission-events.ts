import { languageSchema } from '@bos/kernel/language';
import { defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';
import type { MissionStatus } from './mission.ts';

export const missionRequested = /* @__PURE__ */ defineEvent({
  name: 'mission-requested',
  version: 1,
  entity: 'mission',
  description: 'A person wants something done. The mission has not begun.',
  when: { kind: 'entered', field: 'status', values: ['requested'] },
  schema: () =>
    z.strictObject({
      buildingId: z.string(),
      missionId: z.string(),
      userId: z.string(),
      conversationId: z.string().optional(),
      messageId: z.string().optional(),
      language: languageSchema,
      requestedAt: z.string(),
    }),
  examples: {
    good: [
      {
        buildingId: 'demo',
        missionId: '01M8127JV37MF3JBZ9FFEBR6XF',
        userId: 'maria',
        conversationId: '01M8127JTW3Q7V3J6C8K0S3Y5E',
        language: 'pt',
        requestedAt: '2026-11-22T12:00:00.000Z',
      },
    ],
    bad: [
      {
        buildingId: 'demo',
        missionId: '01M8127JV37MF3JBZ9FFEBR6XF',
        userId: 'maria',
        language: 'pt',
        requestedAt: '2026-11-22T12:00:00.000Z',
        request: 'A torneira da cozinha está vazando',
      },
    ],
  },
});

const ENDS = [
  'completed',
  'partially_completed',
  'failed',
  'cancelled',
  'expired',
] as const satisfies readonly MissionStatus[];

export const missionEnded = /* @__PURE__ */ defineEvent({
  name: 'mission-ended',
  version: 1,
  entity: 'mission',
  description: 'A mission is over, one way or another.',
  when: { kind: 'entered', field: 'status', values: ENDS },
  schema: () =>
    z.strictObject({
      buildingId: z.string(),
      missionId: z.string(),
      userId: z.string(),
      conversationId: z.string().optional(),
      status: z.enum(ENDS),
      failureCode: z.string().optional(),
      requestedAt: z.string(),
      finishedAt: z.string().optional(),
    }),
  examples: {
    good: [
      {
        buildingId: 'demo',
        missionId: '01M8127JV37MF3JBZ9FFEBR6XF',
        userId: 'maria',
        status: 'completed',
        requestedAt: '2026-11-22T12:00:00.000Z',
        finishedAt: '2026-11-22T12:00:02.000Z',
      },
    ],
    bad: [
      {
        buildingId: 'demo',
        missionId: '01M8127JV37MF3JBZ9FFEBR6XF',
        userId: 'maria',
        status: 'running',
        requestedAt: '2026-11-22T12:00:00.000Z',
      },
    ],
  },
});
