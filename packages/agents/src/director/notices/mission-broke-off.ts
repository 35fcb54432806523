import { deterministicId } from '@bos/kernel/ids';
import type { Mission } from '@bos/missions/missions/mission';
import type { Table } from '@bos/table/table';
import { intentTitle } from '../intent-title.ts';
import { createSurroundings } from '../surroundings.ts';
import { deliverToInboxes, staffWith } from '../tools/staff-inbox.ts';
import { notice } from './notice-phrases.ts';

const ROLES = ['front_desk', 'manager'] as const;

/** Tells the desk and managers that a mission broke off, each once, however often it is called. */
export async function noticeMissionBrokeOff(table: Table, mission: Mission, at: Date): Promise<void> {
  const { buildingId, missionId, userId, conversationId, intents } = mission;
  const { staffLanguage } = await createSurroundings(table).place(buildingId);
  const titles = [...new Set(intents.map(({ intent }) => intentTitle(intent, staffLanguage)))];
  const staff = await staffWith(table, buildingId, ROLES, at);
  await deliverToInboxes(
    table,
    staff.map((member) => ({
      buildingId,
      userId: member,
      notificationId: deterministicId(new Date(mission.requestedAt), 'mission-broke-off', missionId, member),
      kind: 'system',
      urgency: 'urgent',
      title: notice('missionBrokeOff', staffLanguage, { title: titles.join(', ') }),
      body: notice(conversationId === undefined ? 'missionBrokeOffUntold' : 'missionBrokeOffBody', staffLanguage),
      aboutUserId: userId,
      missionId,
      ...(conversationId !== undefined && { conversationId }),
    })),
  );
}
