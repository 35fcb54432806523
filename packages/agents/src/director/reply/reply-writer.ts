import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { queuedMessage } from '@bos/conversations/messages/outbox';
import { notFound } from '@bos/kernel/errors';
import { deterministicId } from '@bos/kernel/ids';
import type { ReplyWriter } from '@bos/missions/coordinator/conclude-mission';
import type { Table } from '@bos/table/table';
import { composeReply } from './compose-reply.ts';

/** Puts the reply of a mission into the outbox. A mission that came without a conversation has none. */
export function createReplyWriter(table: Table): ReplyWriter {
  return async (mission, steps, at) => {
    const { buildingId, conversationId, missionId, userId } = mission;
    if (conversationId === undefined) return [];
    const building = await createBuildingStore(table).get(buildingId);
    if (building === undefined) throw notFound('building', buildingId);
    return [
      queuedMessage({
        buildingId,
        conversationId,
        userId,
        messageId: deterministicId(at, 'reply', missionId),
        sender: 'agent',
        text: composeReply(mission, steps, building),
        missionId,
        at,
      }),
    ];
  };
}
