import type { PhoneMessage } from '@bos/embedded/simulator/phone-message';

/** The messages of each telephone, oldest first. */
export type Chats = ReadonlyMap<string, readonly PhoneMessage[]>;

export function chatsOf(messages: readonly PhoneMessage[]): Chats {
  return Map.groupBy(messages, ({ phone }) => phone);
}

/** A new message at the end, a known one in its place. */
export function withMessage(chats: Chats, message: PhoneMessage): Chats {
  const chat = chats.get(message.phone) ?? [];
  const index = chat.findIndex(({ id }) => id === message.id);
  return new Map(chats).set(message.phone, index < 0 ? [...chat, message] : chat.with(index, message));
}

/** How many messages of the building nobody has seen. */
export function unreadOf(chat: readonly PhoneMessage[]): number {
  return chat.filter(({ sender, tick }) => sender === 'business' && tick !== 'read').length;
}

/** The times of all first answers, shortest first, in milliseconds. */
export function answerTimes(chats: Chats): number[] {
  return [...chats.values()]
    .flat()
    .flatMap(({ answeredAfterMilliseconds: time }) => (time === undefined ? [] : [time]))
    .sort((a, b) => a - b);
}

export function medianOf(sorted: readonly number[]): number | undefined {
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
