import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { createConversationStore } from '@bos/conversations/conversations/conversation-store';
import { isWindowOpen } from '@bos/conversations/messages/next-move';
import { queuedMessage } from '@bos/conversations/messages/outbox';
import { type Notification, notificationEntity } from '@bos/conversations/notifications/notification';
import { notFound } from '@bos/kernel/errors';
import { deterministicId } from '@bos/kernel/ids';
import type { Language } from '@bos/kernel/language';
import { isInForce, type Membership } from '@bos/people/memberships/membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import { createPersonStore } from '@bos/people/persons/person-store';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { create } from '@bos/table/write';

/** News in the person's own language. */
export interface NewsText {
  readonly title: string;
  readonly body: string;
  /** What goes to the person's own channel; the body when not given. */
  readonly message?: string;
  /** Parts of that message which staff who read along are not shown. */
  readonly secrets?: readonly string[];
}

export interface PersonNews {
  readonly buildingId: string;
  readonly userId: string;
  /** What it is and of what, the same for the same news: who has been told is not told twice. */
  readonly name: readonly [what: string, of: string];
  readonly urgency: Notification['urgency'];
  /** When it happened: it gives the ids their time. */
  readonly happenedAt: Date;
  /** For whose time in the building has not begun as well: what they are to know before they come. */
  readonly evenBefore?: boolean;
  readonly text: (language: Language, timeZone: string) => NewsText;
  readonly at: Date;
}

/** `messaged`: their own channel is told as well. `absent`: nobody of that id is a member in force. */
export type Told = 'messaged' | 'inbox' | 'already' | 'absent';

/** Whether they are somebody of the building, or will be where that is enough. */
function isReached(membership: Membership, { evenBefore = false, at }: PersonNews): boolean {
  const begins = new Date(membership.validFrom ?? 0);
  return isInForce(membership, evenBefore && begins > at ? begins : at);
}

/**
 * Tells somebody what they did not ask for: always in their inbox, and in their open conversation while WhatsApp takes
 * free messages, 24 hours from their last one. Both in one transaction, once, however often and by how many it is called.
 * Outside that time nothing is sent later either: by then it is no news. A STOP is heard where messages leave. Throws
 * BUILDING_NOT_FOUND, and PERSON_ERASED.
 */
export async function tellPerson(table: Table, news: PersonNews): Promise<Told> {
  const { buildingId, userId, name, urgency, happenedAt, at } = news;
  const notificationId = deterministicId(happenedAt, ...name, userId);
  const membership = await createMembershipStore(table).get(buildingId, userId);
  if (membership === undefined || !isReached(membership, news)) return 'absent';
  return retryConflicts(async () => {
    const [there, building, person, conversation] = await Promise.all([
      table.get(notificationEntity, { buildingId, userId, notificationId }),
      createBuildingStore(table).get(buildingId),
      createPersonStore(table).get(userId),
      createConversationStore(table).openOf(buildingId, userId, 'whatsapp'),
    ]);
    if (there !== undefined) return 'already';
    if (building === undefined) throw notFound('building', buildingId);
    const language = conversation?.language ?? person?.locale ?? building.languages[0] ?? 'en';
    const { title, body, message = body, secrets = [] } = news.text(language, building.timeZone);
    const open = conversation !== undefined && conversation.state !== 'resolved' && isWindowOpen(conversation, at);
    await table.write([
      create(notificationEntity, {
        buildingId,
        userId,
        notificationId,
        kind: 'system',
        urgency,
        title,
        body,
        aboutUserId: userId,
        ...(conversation !== undefined && { conversationId: conversation.conversationId }),
      }),
      ...(open
        ? [
            queuedMessage({
              buildingId,
              conversationId: conversation.conversationId,
              userId,
              messageId: deterministicId(at, 'news', notificationId),
              sender: 'agent',
              text: message,
              secrets,
              at,
            }),
          ]
        : []),
    ]);
    return open ? 'messaged' : 'inbox';
  });
}
