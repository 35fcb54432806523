import { type Notification, notificationEntity } from '@bos/conversations/notifications/notification';
import { deterministicId } from '@bos/kernel/ids';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import type { Table } from '@bos/table/table';
import { create, type WriteOperation } from '@bos/table/write';
import type { Turn } from './turn.ts';

/** In the inbox an excerpt is enough; the conversation has the rest. */
const EXCERPT = 140;

/** While a person has taken over, whoever took over hears of each message; until somebody has, the front desk does. */
export async function notifyOfMessage(table: Table, turn: Turn): Promise<readonly WriteOperation[]> {
  const { conversation, membership, message, messageId, now } = turn;
  const { buildingId, conversationId, assignedTo } = conversation;
  const frontDesk =
    assignedTo === undefined ? await createMembershipStore(table).listByRole(buildingId, 'front_desk') : [];
  const recipients = assignedTo === undefined ? frontDesk.map(({ userId }) => userId) : [assignedTo];
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
