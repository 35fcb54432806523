import { activityEntity } from '@bos/missions/missions/activity';
import { missionEntity } from '@bos/missions/missions/mission';
import { stepEntity } from '@bos/missions/missions/step';
import { create } from '@bos/table/write';
import { ASKED_AT, ASKED_MESSAGE_ID, CONVERSATION_ID } from './conversations.ts';
import type { Walk } from './walk.ts';

const mission = { buildingId: 'demo', missionId: '01M812914FV37MF3JBZ9FFEBR6' } as const;
const step = { ...mission, userId: 'maria', intent: 'maintenance.report', toolVersion: 1 } as const;
const STARTED = '2026-11-22T12:20:31.600Z';

/** What came of Maria's tap: a ticket is opened, the staff are still to be told. */
export async function documentMissions({ document, table }: Walk): Promise<void> {
  await table.write([
    create(missionEntity, {
      ...mission,
      userId: 'maria',
      conversationId: CONVERSATION_ID,
      messageId: ASKED_MESSAGE_ID,
      language: 'pt',
      status: 'running',
      requestedAt: ASKED_AT,
      intents: [
        {
          intent: 'maintenance.report',
          confidence: 0.98,
          sure: true,
          slots: { category: 'plumbing', place: 'cozinha' },
        },
      ],
      request: 'A torneira da cozinha está pingando.',
    }),
    create(stepEntity, {
      ...step,
      stepId: 's1',
      tool: 'tickets.open',
      input: { category: 'plumbing', area: 'unit', description: 'A torneira da cozinha está pingando.' },
      dependsOn: [],
      status: 'completed',
      attempts: 1,
      startedAt: STARTED,
      finishedAt: '2026-11-22T12:20:31.700Z',
      output: { ticketId: '01M812917T6N4PZ1QF8VX0J3KD', reference: 'QV9XYG' },
    }),
    create(stepEntity, {
      ...step,
      stepId: 's2',
      tool: 'staff.notify',
      input: { ticketId: '$steps.s1.output.ticketId' },
      dependsOn: ['s1'],
      status: 'pending',
      attempts: 0,
    }),
    create(activityEntity, {
      ...mission,
      activityId: '01M812914F0000000000000000',
      actor: { kind: 'human', id: 'maria' },
      action: 'requested',
      at: ASKED_AT,
    }),
    create(activityEntity, {
      ...mission,
      activityId: '01M812917T0000000000000000',
      actor: { kind: 'agent', id: 'director' },
      action: 'completed',
      stepId: 's1',
      tool: 'tickets.open',
      at: '2026-11-22T12:20:31.700Z',
    }),
  ]);
  const params = { missionId: mission.missionId };
  await document('listMissions', { query: { status: 'open' } });
  await document('getMission', { params, as: 'maria' });
  await document('listMissionActivities', { params, as: 'maria' });
  await document('cancelMission', { params, as: 'maria', version: 1 });
}
