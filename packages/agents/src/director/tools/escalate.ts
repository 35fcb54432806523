import { changeConversation } from '@bos/conversations/conversations/change-conversation';
import { CONVERSATION_TRANSITIONS, type Conversation } from '@bos/conversations/conversations/conversation';
import { isDomainError } from '@bos/kernel/errors';
import { canMove } from '@bos/kernel/transitions';
import { defineTool, failed, type Tool } from '@bos/missions/tools/tool';
import type { Table } from '@bos/table/table';
import * as z from 'zod';

/** Escalated as the agent leaves it: nobody has taken it yet. */
function escalated(conversation: Conversation): Conversation {
  const { pendingQuestion: _question, ...rest } = conversation;
  return { ...rest, state: 'escalated' };
}

/** Hands a conversation over to people: from now on the agent is silent in it. */
export function escalateTool(table: Table): Tool {
  return defineTool({
    name: 'conversation.escalate',
    version: 1,
    description: "Hands the requester's conversation over to staff; the agent falls silent in it.",
    input: z.object({}),
    output: z.object({ conversationId: z.string(), escalatedNow: z.boolean() }),
    risk: 'write',
    roles: 'anyone',
    async execute(_input, { buildingId, conversationId }) {
      if (conversationId === undefined) return failed('NO_CONVERSATION');
      let escalatedNow = true;
      try {
        await changeConversation({ table }, { buildingId, conversationId }, async (before) => {
          escalatedNow = before.state !== 'escalated';
          return { after: canMove(CONVERSATION_TRANSITIONS, before.state, 'escalated') ? escalated(before) : before };
        });
      } catch (error) {
        if (isDomainError(error, 'CONVERSATION_NOT_FOUND')) return failed('NO_CONVERSATION');
        throw error;
      }
      return { kind: 'completed', output: { conversationId, escalatedNow } };
    },
    /** Nobody could be told: the agent must not stay silent. A conversation that somebody has taken stays theirs. */
    async compensate(_input, { conversationId, escalatedNow }, { buildingId }) {
      if (!escalatedNow) return;
      await changeConversation({ table }, { buildingId, conversationId }, async (before) => ({
        after:
          before.state === 'escalated' && before.assignedTo === undefined ? { ...before, state: 'active' } : before,
      }));
    },
  });
}
