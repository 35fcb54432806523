import { deterministicId } from '@bos/kernel/ids';
import type { Language } from '@bos/kernel/language';
import type { Stored } from '@bos/table/entity';
import { create, replace, type WriteOperation } from '@bos/table/write';
import { type Conversation, conversationEntity, openConversationEntity } from './conversation.ts';

/** What an inbound message brings to its conversation. */
export interface Arrival {
  readonly buildingId: string;
  readonly userId: string;
  readonly channel: Conversation['channel'];
  /** The business number on which it came. */
  readonly channelId: string;
  readonly messageId: string;
  /** By the provider's clock. */
  readonly sentAt: Date;
  readonly address: Conversation['address'];
  readonly language?: Language;
}

export interface ConversationChange {
  readonly conversation: Conversation;
  /** For the transaction that stores the message. */
  readonly writes: readonly WriteOperation[];
  /** The same for a conversation that was changed further before it is stored: an item is written once. */
  writesOf(changed: Conversation): readonly WriteOperation[];
}

/**
 * The conversation that a message belongs to: the open one, or a new one with the pointer whose key lets no second
 * one exist. A lost race is a WriteConflictError: read the open one again and come back.
 */
export function conversationFor(existing: Stored<Conversation> | undefined, arrival: Arrival): ConversationChange {
  if (existing === undefined || existing.state === 'resolved') return started(arrival);
  const sentAt = arrival.sentAt.toISOString();
  const conversation: Conversation = {
    ...existing,
    // Answers go back to where the person wrote last.
    channelId: arrival.channelId,
    address: arrival.address,
    lastMessageAt: later(existing.lastMessageAt, sentAt),
    lastInboundAt: later(existing.lastInboundAt, sentAt),
    ...(arrival.language !== undefined && { language: arrival.language }),
  };
  return change(conversation, (changed) => [replace(conversationEntity, existing, changed)]);
}

function started({ messageId, sentAt, ...arrival }: Arrival): ConversationChange {
  const { buildingId, userId, channel, channelId } = arrival;
  const conversationId = deterministicId(sentAt, 'conversation', buildingId, userId, channelId, messageId);
  const at = sentAt.toISOString();
  const conversation: Conversation = {
    ...arrival,
    conversationId,
    state: 'active',
    openedAt: at,
    lastMessageAt: at,
    lastInboundAt: at,
  };
  return change(conversation, (changed) => [
    create(conversationEntity, changed),
    create(openConversationEntity, { buildingId, userId, channel, conversationId }),
  ]);
}

function change(
  conversation: Conversation,
  writesOf: (changed: Conversation) => readonly WriteOperation[],
): ConversationChange {
  return { conversation, writes: writesOf(conversation), writesOf };
}

/** Messages come in any order: a late one must not close the 24-hour window early. */
function later(a: string | undefined, b: string): string {
  return a !== undefined && a > b ? a : b;
}
