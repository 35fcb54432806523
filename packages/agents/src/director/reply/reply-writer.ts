import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { queuedMessage } from '@bos/conversations/messages/outbox';
import { notFound } from '@bos/kernel/errors';
import { deterministicId } from '@bos/kernel/ids';
import type { ReplyWriter } from '@bos/missions/coordinator/conclude-mission';
import type { Mission } from '@bos/missions/missions/mission';
import type { Step } from '@bos/missions/missions/step';
import type { Table } from '@bos/table/table';
import { vocabulariesFor } from './load-vocabularies.ts';
import { tellsCode } from './tells-code.ts';

/** Puts the reply of a mission into the outbox. A mission that came without a conversation has none. */
export function createReplyWriter(table: Table): ReplyWriter {
  return async (mission, steps, at) => {
    const { buildingId, conversationId, missionId, userId } = mission;
    if (conversationId === undefined) return [];
    // All words are loaded by the first reply that needs them.
    const [building, { composeReply }, vocabularies, codes] = await Promise.all([
      createBuildingStore(table).get(buildingId),
      import('./compose-reply.ts'),
      vocabulariesFor(steps),
      codesFor(table, mission, steps, at),
    ]);
    if (building === undefined) throw notFound('building', buildingId);
    const { emergencyNumbers } = building;
    const text = composeReply(mission, steps, { emergencyNumbers, codes, vocabularies });
    return [
      queuedMessage({
        buildingId,
        conversationId,
        userId,
        messageId: deterministicId(at, 'reply', missionId),
        sender: 'agent',
        text,
        secrets: [...codes.values()].filter((code) => text.includes(code)),
        missionId,
        at,
      }),
    ];
  };
}

/** Most missions have no code to name, and read none. */
async function codesFor(table: Table, mission: Mission, steps: readonly Step[], at: Date) {
  if (!steps.some(tellsCode)) return new Map<string, string>();
  const { workingCodes } = await import('./working-codes.ts');
  return workingCodes(table, mission, steps, at);
}
