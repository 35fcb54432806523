import { auditRecord } from '@bos/governance/audit/audit-record';
import type { AuditAction } from '@bos/kernel/audit-fact';
import { assertMove } from '@bos/kernel/transitions';
import type { Stored } from '@bos/table/entity';
import { remove, type WriteOperation } from '@bos/table/write';
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

/** A command of a member of staff. */
export interface StaffCommand extends ConversationCommand {
  readonly staffId: string;
  readonly requestId?: string;
}

/** The record of what a member of staff did with a conversation. */
function auditOf(
  { clock }: Pick<ChangeDependencies, 'clock'>,
  { buildingId, conversationId, staffId, requestId }: StaffCommand,
  action: AuditAction,
): WriteOperation {
  return auditRecord({
    buildingId,
    actor: { kind: 'user', id: staffId },
    action,
    resource: { type: 'conversation', id: conversationId },
    ...(requestId !== undefined && { requestId }),
    at: clock.now(),
  });
}

/** The record of a taking over; none when the conversation was theirs before. */
export function auditOfTakingOver(
  deps: Pick<ChangeDependencies, 'clock'>,
  before: Conversation,
  command: StaffCommand,
): WriteOperation[] {
  if (before.state === 'escalated' && before.assignedTo === command.staffId) return [];
  return [auditOf(deps, command, 'conversation.taken_over')];
}

/** A member of staff answers from now on, instead of the agent or of a colleague. */
export function takeOver(deps: ChangeDependencies, command: StaffCommand): Promise<Stored<Conversation>> {
  return changeConversation(deps, command, async (before) => ({
    after: takenOver(before, command.staffId),
    with: auditOfTakingOver(deps, before, command),
  }));
}

/** The agent answers again. */
export function handBack(deps: ChangeDependencies, command: StaffCommand): Promise<Stored<Conversation>> {
  return changeConversation(deps, command, async (before) => {
    assertTo(before, 'active');
    const { assignedTo: _assignedTo, ...rest } = before;
    return { after: { ...rest, state: 'active' }, with: [auditOf(deps, command, 'conversation.handed_back')] };
  });
}

/**
 * Ends the conversation: its pointer goes with it, so that the next message opens a new one. Without a member of staff
 * it is the system that tidies up, which is not recorded.
 */
export function resolveConversation(
  deps: ChangeDependencies,
  command: ConversationCommand | StaffCommand,
): Promise<Stored<Conversation>> {
  return changeConversation(deps, command, async (before, store) => {
    assertTo(before, 'resolved');
    const { pendingQuestion: _pendingQuestion, ...rest } = before;
    const pointer = await store.pointer(before.buildingId, before.userId, before.channel);
    const points = pointer?.conversationId === before.conversationId;
    return {
      after: { ...rest, state: 'resolved' },
      with: [
        ...(pointer && points ? [remove(openConversationEntity, pointer)] : []),
        ...('staffId' in command ? [auditOf(deps, command, 'conversation.resolved')] : []),
      ],
    };
  });
}

function assertTo({ state }: Conversation, to: ConversationState): void {
  assertMove(CONVERSATION_TRANSITIONS, 'conversation', state, to);
}
