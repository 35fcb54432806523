import { conversationEntity } from '@bos/conversations/conversations/conversation';
import { missionEntity } from '@bos/missions/missions/mission';
import { stepEntity } from '@bos/missions/missions/step';
import { create } from '@bos/table/write';
import type { DocumentedWorld } from './documented-world.ts';
import type { Walk } from './walk.ts';

/** Units and buildings as they cannot be. */
export async function refusedUnits({ refuse, prepare }: Walk): Promise<void> {
  const manager = { name: 'Helena Prado', phone: '+5511900000412', subject: 'maria' };
  const emergencyNumbers = { fire: '193', ambulance: '192', police: '190' };
  const building = { id: 'jardins', name: 'Residencial Jardins', timeZone: 'America/Sao_Paulo', languages: ['pt'] };
  await refuse('createBuilding', 'SUBJECT_TAKEN', { body: { ...building, emergencyNumbers, manager } });
  const unit = { unitId: '1601', floor: 16, operatorId: 'nobody' };
  await refuse('createUnit', 'OPERATOR_UNKNOWN', { body: unit });
  await refuse('createUnits', 'OPERATOR_UNKNOWN', { body: { units: [unit] } });
  await prepare('createUnits');
  await refuse('createUnits', 'UNIT_EXISTS');
  const operatorId = 'nobody';
  await refuse('changeUnit', 'OPERATOR_UNKNOWN', { params: { unitId: '0704' }, version: 1, body: { operatorId } });
}

/** A conversation that is over. */
export async function refusedConversations({ refuse, table }: Walk): Promise<void> {
  const conversationId = '01M7Z3F0G8CSPM8D5S3Q4FZJ7K';
  const at = '2026-11-21T18:20:31.000Z';
  await table.write([
    create(conversationEntity, {
      buildingId: 'demo',
      conversationId,
      userId: 'maria',
      channel: 'whatsapp',
      channelId: '109917730042258',
      state: 'resolved',
      openedAt: at,
      lastMessageAt: at,
      address: { kind: 'phone', value: '5511900000301' },
    }),
  ]);
  const over = { params: { conversationId }, as: 'rafael', version: 1 };
  for (const operation of ['takeOverConversation', 'handBackConversation', 'resolveConversation'])
    await refuse(operation, 'CONVERSATION_TRANSITION_REFUSED', over);
}

/** Missions that are not the caller's to end, or not to be ended any more. */
export async function refusedMissions({ refuse, table }: Walk, { addMember }: DocumentedWorld): Promise<void> {
  await addMember('demo', 'vera', ['viewer']);
  const mission = (missionId: string, status: 'running' | 'completed') =>
    create(missionEntity, {
      buildingId: 'demo',
      missionId,
      userId: 'maria',
      language: 'pt',
      status,
      requestedAt: '2026-11-22T12:20:31.000Z',
      intents: [{ intent: 'access.open_door', confidence: 0.99, sure: true, slots: { door: 'gate' } }],
      request: 'Abre o portão?',
    });
  const [opening, over] = ['01M812914FV37MF3JBZ9FFEBR6', '01M811V0R03QWX8KZ5T7N2CJDM'] as const;
  await table.write([
    mission(opening, 'running'),
    mission(over, 'completed'),
    create(stepEntity, {
      buildingId: 'demo',
      missionId: opening,
      userId: 'maria',
      intent: 'access.open_door',
      toolVersion: 1,
      stepId: 's1',
      tool: 'doors.open',
      input: { deviceId: 'gate' },
      dependsOn: [],
      status: 'running',
      attempts: 1,
      irreversible: true,
      leaseUntil: '2026-11-22T13:00:00.000Z',
    }),
  ]);
  await refuse('cancelMission', 'MISSION_CANCEL_FORBIDDEN', { params: { missionId: opening }, as: 'vera' });
  await refuse('cancelMission', 'MISSION_STEP_IRREVERSIBLE', { params: { missionId: opening }, as: 'maria' });
  await refuse('cancelMission', 'MISSION_FINISHED', { params: { missionId: over }, as: 'maria' });
}

/** Work for who does not do it, and out of its order. */
export async function refusedWork({ refuse, prepare }: Walk): Promise<void> {
  const ticket = await prepare('openTicket', { as: 'maria' });
  const own = { params: { ticketId: ticket.id }, version: ticket.version };
  await refuse('updateTicket', 'ASSIGNEE_UNKNOWN', { ...own, body: { assignedTo: 'nobody' } });
  await refuse('updateTicket', 'TICKET_TRANSITION_REFUSED', { ...own, body: { status: 'closed' } });

  const task = { kind: 'cleaning', department: 'housekeeping', dueAt: '2026-11-22T18:00:00.000Z' };
  await refuse('listTasks', 'INVALID_INPUT', { query: { department: 'maintenance', assignedTo: 'bruno' } });
  await refuse('openTask', 'UNIT_UNKNOWN', { body: { ...task, unitId: '9999' } });
  await refuse('openTask', 'TICKET_UNKNOWN', { body: { ...task, ticketId: '01M812917T6N4PZ1QF8VX0J3KD' } });
  const cleaning = await prepare('openTask', { body: task });
  const params = { taskId: cleaning.id };
  await refuse('moveTask', 'TASK_NOT_ALLOWED', { params, as: 'bruno' });
  await refuse('moveTask', 'TASK_TRANSITION_REFUSED', { params, body: { move: 'complete' } });
}
