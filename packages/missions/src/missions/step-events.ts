import { defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';

const step = {
  buildingId: z.string(),
  missionId: z.string(),
  stepId: z.string().regex(/^s\d{1,2}$/),
  userId: z.string(),
  tool: z.string(),
  toolVersion: z.int(),
  finishedAt: z.string().optional(),
};

export const stepCompleted = /* @__PURE__ */ defineEvent({
  name: 'step-completed',
  version: 1,
  entity: 'step',
  description: 'A tool did what a step asked of it. What went in and came out is not told.',
  when: { kind: 'entered', field: 'status', values: ['completed'] },
  schema: () => z.strictObject(step),
  examples: {
    good: [
      {
        buildingId: 'demo',
        missionId: '01M8127JV37MF3JBZ9FFEBR6XF',
        stepId: 's1',
        userId: 'maria',
        tool: 'tickets.open',
        toolVersion: 1,
        finishedAt: '2026-11-22T12:00:01.000Z',
      },
    ],
    bad: [
      {
        buildingId: 'demo',
        missionId: '01M8127JV37MF3JBZ9FFEBR6XF',
        stepId: 's1',
        userId: 'maria',
        tool: 'tickets.open',
        toolVersion: 1,
        output: { reference: 'QV9XYG' },
      },
    ],
  },
});

export const stepFailed = /* @__PURE__ */ defineEvent({
  name: 'step-failed',
  version: 1,
  entity: 'step',
  description: 'A step ended without what it was to do; of OUTCOME_UNKNOWN nobody can say.',
  when: { kind: 'entered', field: 'status', values: ['failed'] },
  schema: () => z.strictObject({ ...step, failureCode: z.string().optional() }),
  examples: {
    good: [
      {
        buildingId: 'demo',
        missionId: '01M8127JV37MF3JBZ9FFEBR6XF',
        stepId: 's1',
        userId: 'lucia',
        tool: 'elevator.call',
        toolVersion: 1,
        failureCode: 'DEVICE_OFFLINE',
        finishedAt: '2026-11-22T12:00:01.000Z',
      },
    ],
    bad: [
      {
        buildingId: 'demo',
        missionId: '01M8127JV37MF3JBZ9FFEBR6XF',
        stepId: 'first',
        userId: 'lucia',
        tool: 'elevator.call',
        toolVersion: 1,
      },
    ],
  },
});
