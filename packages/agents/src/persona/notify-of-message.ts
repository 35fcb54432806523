import { type Notification, notificationEntity } from '@bos/conversations/notifications/notification';
import { deterministicId } from '@bos/kernel/ids';
import { isInForce } from '@bos/people/memberships/membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import type { Table } from '@bos/table/table';
import { create, type WriteOperation } from '@bos/table/write';
import { MOST_TOLD_IN_TURN, staffWith } from '../notices/staff-inbox.ts';
import type { Turn } from './turn.ts';

/** In the inbox an excerpt is enough; the conversation has the rest. */
const EXCERPT = 140;

/** Whoever took over, while they work here; until somebody has, and when they are gone, the front desk. */
async function recipientsOf(table: Table, { conversation, now }: Turn): Promise<readonly string[]> {
  const { buildingId, assignedTo } = conversation;
  const keeper = assignedTo && (await createMembershipStore(table).get(buildingId, assignedTo));
  if (keeper && isInForce(keeper, now)) return [keeper.userId];
  // Whoever is not told finds the conversation in the list.
  return (await staffWith(table, buildingId, ['front_desk'], now)).slice(0, MOST_TOLD_IN_TURN);
}

/** While a person has taken over, each message is news to whom it concerns. */
export async function notifyOfMessage(table: Table, turn: Turn): Promise<readonly WriteOperation[]> {
  const { conversation, membership, message, messageId, now } = turn;
  const { buildingId, conversationId } = conversation;
  const recipients = await recipientsOf(table, turn);
  return recipients.map((userId) => {
    const notification: Notification = {
      buildingId,
      userId,
      notificationId: deterministicId(now, 'message-notification', messageId, userId),
      kind: 'agent_update',
      urgency: 'normal',
      title: membership.displayName ?? 'WhatsApp',
      body: (message.text ?? `[${message.kind}]`).slice(0, EXCERPT),
      aboutUserId: membership.userId,
      conversationId,
    };
    return create(notificationEntity, notification);
  });
}
