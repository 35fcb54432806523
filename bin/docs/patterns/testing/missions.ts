import { activityEntity } from '@bos/missions/missions/activity';
import { missionEntity } from '@bos/missions/missions/mission';
import { createMissionStore } from '@bos/missions/missions/mission-store';
import { stepEntity } from '@bos/missions/missions/step';
import { ofStore, type RoomPatterns } from './patterns.ts';
import { AT, BUILDING, CONVERSATION, LATER, MARIA, MISSION, NOW, TEXT } from './places.ts';
import { idOf, typical } from './typical.ts';

const buildingId = BUILDING;
const userId = MARIA;
const missionId = MISSION;

export const missionPatterns: RoomPatterns = {
  items: async () => [
    typical(
      missionEntity,
      {
        buildingId,
        missionId,
        userId,
        conversationId: CONVERSATION,
        messageId: idOf(300),
        language: 'pt',
        status: 'running',
        requestedAt: AT,
        intents: [
          { intent: 'report_fault', confidence: 0.97, sure: true, slots: { category: 'plumbing', place: 'cozinha' } },
        ],
        request: TEXT,
      },
      { another: (n) => ({ missionId: idOf(500 + n) }), end: { status: 'completed', finishedAt: LATER } },
    ),
    typical(
      stepEntity,
      {
        buildingId,
        missionId,
        stepId: 's1',
        userId,
        intent: 'report_fault',
        tool: 'ticket.open',
        toolVersion: 1,
        input: { category: 'plumbing', area: 'unit', place: 'cozinha', description: TEXT },
        dependsOn: [],
        status: 'running',
        attempts: 1,
        leaseUntil: LATER,
        startedAt: AT,
      },
      {
        // As many as a plan has.
        another: (n) => ({ stepId: `s${1 + (n % 12)}`, ...(n >= 12 && { missionId: idOf(500 + n) }) }),
        end: { status: 'completed', finishedAt: LATER, output: { ticketId: idOf(4), reference: 'K7M2QX' } },
      },
    ),
    typical(
      activityEntity,
      {
        buildingId,
        missionId,
        activityId: idOf(600),
        actor: { kind: 'agent', id: 'director' },
        action: 'completed',
        stepId: 's1',
        tool: 'ticket.open',
        at: AT,
      },
      { another: (n) => ({ activityId: idOf(600 + n) }) },
    ),
  ],
  reads: [
    ...ofStore('missions', ({ table }) => createMissionStore(table), {
      get: { by: 'console, and every step', run: (store) => store.get(buildingId, missionId) },
      steps: { by: 'console, and every state of the coordinator', run: (store) => store.steps(buildingId, missionId) },
      activities: { by: 'console: the ledger of a mission', run: (store) => store.activities(buildingId, missionId) },
      listByState: { by: 'console: open or closed ones', run: (store) => store.listByState(buildingId, 'open') },
      listUnfinished: {
        by: 'the sweep, each minute for each building; one request for each 100',
        run: (store) => store.listUnfinished(buildingId, NOW),
      },
      listOfUser: { by: 'a resident’s own', run: (store) => store.listOfUser(buildingId, userId) },
    }),
    {
      name: 'one step',
      usedBy: 'a claim whose answer was lost',
      run: ({ table }) => table.get(stepEntity, { buildingId, missionId, stepId: 's1' }),
    },
  ],
};
