import {
  type Conversation,
  conversationEntity,
  openConversationEntity,
} from '@bos/conversations/conversations/conversation';
import { type Message, messageEntity } from '@bos/conversations/messages/message';
import { MINUTE } from '@bos/kernel/clock';
import { deterministicId } from '@bos/kernel/ids';
import type { Language } from '@bos/kernel/language';
import { create, type WriteOperation } from '@bos/table/write';
import { DEMO_BUILDING, DEMO_CHANNELS } from '../demo-building.ts';
import { DEMO_FAQ } from '../demo-faq.ts';
import { type Chance, chanceOf } from './chance.ts';
import { DAYS_BEFORE, type Days } from './days.ts';
import type { Neighbour } from './neighbours.ts';

/** An exchange with its messages, the oldest first. */
export interface DemoConversation {
  readonly conversation: Conversation;
  readonly messages: readonly Message[];
}

type Line = Pick<Message, 'sender' | 'text'> & Partial<Pick<Message, 'authorId' | 'intents'>>;

const SEED = 807;
/** One in so many days somebody asks. */
const DAYS_A_QUESTION = 3;
const CHANNEL_ID = DEMO_CHANNELS[0]?.phoneNumberId ?? '';

const THANKS: Readonly<Record<Language, string>> = { pt: 'Obrigada!', en: 'Thank you!', es: '¡Gracias!' };
const REQUEST: Readonly<Record<Language, readonly [asked: string, answered: string]>> = {
  pt: [
    'Podem guardar uma mala na portaria até as 22h?',
    'Oi! Guardamos até as 20h; depois disso, me avise quem vem buscar.',
  ],
  en: [
    'Could you keep a suitcase at the desk until 22:00?',
    'Hi! We keep it until 20:00; after that, tell me who will come for it.',
  ],
  es: [
    '¿Pueden guardar una valija en la portería hasta las 22:00?',
    '¡Hola! La guardamos hasta las 20:00; después, dígame quién la retira.',
  ],
};

/** A question with its standing answer: what the agent would have said. */
function asked(language: Language, chance: Chance): Line[] {
  const { texts } = chance.pick(DEMO_FAQ);
  const { question = '', answer = '' } = texts.find((text) => text.language === language) ?? {};
  return [
    { sender: 'person', text: question, intents: [{ intent: 'knowledge.question', confidence: 0.97 }] },
    { sender: 'agent', text: answer },
  ];
}

function exchange(
  person: Neighbour,
  lines: readonly Line[],
  openedAt: Date,
  more: Pick<Conversation, 'state' | 'assignedTo'>,
): DemoConversation {
  const { buildingId } = DEMO_BUILDING;
  const { userId, locale, phone } = person;
  const conversationId = deterministicId(openedAt, 'demo', 'conversation', userId);
  const messages = lines.map((line, position): Message => {
    const sentAt = new Date(openedAt.getTime() + position * MINUTE);
    const isInbound = line.sender === 'person';
    return {
      buildingId,
      conversationId,
      userId,
      messageId: deterministicId(sentAt, conversationId, String(position)),
      direction: isInbound ? 'inbound' : 'outbound',
      kind: 'text',
      status: isInbound ? 'received' : 'read',
      sentAt: sentAt.toISOString(),
      ...line,
    };
  });
  const timeOf = (message: Message | undefined): string => message?.sentAt ?? openedAt.toISOString();
  return {
    messages,
    conversation: {
      buildingId,
      conversationId,
      userId,
      channel: 'whatsapp',
      channelId: CHANNEL_ID,
      openedAt: openedAt.toISOString(),
      lastMessageAt: timeOf(messages.at(-1)),
      lastInboundAt: timeOf(messages.findLast(({ direction }) => direction === 'inbound')),
      language: locale,
      address: { kind: 'phone', value: phone },
      ...more,
    },
  };
}

/** What residents asked over three months, and two who have just written: the agent answers one, the desk the other. */
export function demoConversations(residents: readonly Neighbour[], days: Days): DemoConversation[] {
  const chance = chanceOf(SEED);
  const [first] = residents;
  const second = residents.at(-1);
  if (first === undefined || second === undefined) return [];
  const past = Array.from({ length: Math.floor(DAYS_BEFORE / DAYS_A_QUESTION) }, (_, index) => {
    const person = chance.pick(residents.slice(1, -1));
    const openedAt = new Date(
      days.at(days.day(-1 - index * DAYS_A_QUESTION), chance.pick(['08:20', '13:05', '19:45'])),
    );
    const lines: Line[] = [...asked(person.locale, chance), { sender: 'person', text: THANKS[person.locale] }];
    return exchange(person, lines, openedAt, { state: 'resolved' });
  });
  const ago = (minutes: number): Date => new Date(days.now.getTime() - minutes * MINUTE);
  const [question, answer] = REQUEST[second.locale];
  return [
    ...past,
    exchange(first, asked(first.locale, chance), ago(50), { state: 'active' }),
    exchange(
      second,
      [
        { sender: 'person', text: question },
        { sender: 'staff', text: answer, authorId: 'rafael' },
      ],
      ago(25),
      { state: 'escalated', assignedTo: 'rafael' },
    ),
  ];
}

export function conversationWrites({ conversation, messages }: DemoConversation): WriteOperation[] {
  const { buildingId, userId, channel, conversationId, state } = conversation;
  const pointer = { buildingId, userId, channel, conversationId };
  return [
    create(conversationEntity, conversation),
    ...(state === 'resolved' ? [] : [create(openConversationEntity, pointer)]),
    ...messages.map((message) => create(messageEntity, message)),
  ];
}
