import { assertMove } from '@bos/kernel/transitions';
import type { Stored } from '@bos/table/entity';
import { remove } from '@bos/table/write';
import { type ChangeDependencies, type ConversationCommand, changeConversation } from './change-conversation.ts';
import {
  CONVERSATION_TRANSITIONS,
  type Conversation,
  type ConversationState,
  openConversationEntity,
} from './conversation.ts';

/** The conversation as a member of staff holds it: the agent is silent and waits for no answer. Throws when resolved. */
export function takenOver(conversation: Conversation, staffId: string): Conversation {
  if (conversation.state !== 'escalated') assertTo(conversation, 'escalated');
  const { pendingQuestion: _pendingQuestion, ...rest } = conversation;
  return { ...rest, state: 'escalated', assignedTo: staffId };
}

/** A member of staff answers from now on, instead of the agent or of a colleague. */
export function takeOver(
  deps: ChangeDependencies,
  command: ConversationCommand & { readonly staffId: string },
): Promise<Stored<Conversation>> {
  return changeConversation(deps, command, async (before) => ({ after: takenOver(before, command.staffId) }));
}

/** The agent answers again. */
export function handBack(deps: ChangeDependencies, command: ConversationCommand): Promise<Stored<Conversation>> {
  return changeConversation(deps, command, async (before) => {
    assertTo(before, 'active');
    const { assignedTo: _assignedTo, ...rest } = before;
    return { after: { ...rest, state: 'active' } };
  });
}

/** Ends the conversation: its pointer goes with it, so that the next message opens a new one. */
export function resolveConversation(
  deps: ChangeDependencies,
  command: ConversationCommand,
): Promise<Stored<Conversation>> {
  return changeConversation(deps, command, async (before, store) => {
    assertTo(before, 'resolved');
    const { pendingQuestion: _pendingQuestion, ...rest } = before;
    const pointer = await store.pointer(before.buildingId, before.userId, before.channel);
    const points = pointer?.conversationId === before.conversationId;
    return {
      after: { ...rest, state: 'resolved' },
      with: pointer && points ? [remove(openConversationEntity, pointer)] : [],
    };
  });
}

function assertTo({ state }: Conversation, to: ConversationState): void {
  assertMove(CONVERSATION_TRANSITIONS, 'conversation', state, to);
}
