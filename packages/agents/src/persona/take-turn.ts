import type { Building } from '@bos/buildings/buildings/building';
import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { buildingChoiceEntity } from '@bos/conversations/channels/building-choice';
import type { Channel } from '@bos/conversations/channels/channel';
import type { Receipt } from '@bos/conversations/channels/receipt';
import { processed } from '@bos/conversations/channels/receipt-store';
import type { Conversation } from '@bos/conversations/conversations/conversation';
import { createConversationStore } from '@bos/conversations/conversations/conversation-store';
import { conversationFor } from '@bos/conversations/conversations/open-conversation';
import { receivedMedia } from '@bos/conversations/media/media';
import { type Message, messageEntity } from '@bos/conversations/messages/message';
import { createMessageStore } from '@bos/conversations/messages/message-store';
import { queuedMessage } from '@bos/conversations/messages/outbox';
import type { InboundMessage } from '@bos/conversations/whatsapp/inbound-message';
import { deterministicId } from '@bos/kernel/ids';
import { requestMission } from '@bos/missions/missions/request-mission';
import { addressesOf } from '@bos/people/consent/addresses';
import { createConsentStore } from '@bos/people/consent/consent-store';
import { isInForce } from '@bos/people/memberships/membership';
import type { Stored } from '@bos/table/entity';
import { create, put, type WriteOperation } from '@bos/table/write';
import { plainWish, sureWish } from './consent.ts';
import type { ReceiptDependencies } from './dependencies.ts';
import { buildingButton, type KnownSender, tappedBuilding } from './find-sender.ts';
import { notifyOfMessage } from './notify-of-message.ts';
import { say } from './phrases.ts';
import { respond } from './respond.ts';
import type { Response, Turn } from './turn.ts';
import { verifySender } from './verify-sender.ts';

const CHANNEL = 'whatsapp';

export interface TurnRequest extends KnownSender {
  readonly receipt: Stored<Receipt>;
  readonly channel: Channel;
  readonly message: InboundMessage;
  readonly building: Building;
}

/**
 * Reads the conversation, lets the persona decide, and writes everything in one transaction: the message, the
 * conversation, the reply, the mission and the receipt. All ids follow from the receipt, so that a replay writes
 * the same or nothing. Gives what was decided. Throws WRITE_CONFLICT when the conversation moved on meanwhile.
 */
export async function takeTurn(deps: ReceiptDependencies, request: TurnRequest): Promise<Response> {
  const { receipt, channel, message, building, membership } = request;
  const { buildingId } = building;
  const { userId } = membership;
  const now = deps.clock.now();
  const messageId = deterministicId(message.sentAt, 'inbound', receipt.receiptId);
  const existing = await createConversationStore(deps.table).openOf(buildingId, userId, CHANNEL);
  const change = conversationFor(existing, {
    buildingId,
    userId,
    channel: CHANNEL,
    channelId: channel.phoneNumberId,
    messageId,
    sentAt: message.sentAt,
    address: addressOf(message),
  });
  const { conversation } = change;
  const inForce = isInForce(membership, now);
  const turn: Turn = { building, membership, inForce, conversation, message, messageId, now };
  const verification = request.choices ? undefined : await verifySender(deps, turn);
  const response = verification?.response ?? (await decide(deps, request, turn));

  await deps.table.write([
    ...change.writesOf(conversationAfter(conversation, response)),
    create(messageEntity, inboundMessage(turn, response)),
    ...replyWrites(turn, response),
    ...missionWrites(turn, response),
    ...(verification?.writes ?? []),
    ...(response.notifyStaff ? await notifyOfMessage(deps.table, turn) : []),
    ...choiceWrites(request),
    ...(await consentWrites(deps, request, turn, response)),
    processed(receipt, outcomeOf(response), now),
  ]);
  return response;
}

function addressOf({ sender }: InboundMessage): Conversation['address'] {
  // A telephone reaches more kinds of messages than a business-scoped id (authentication templates, error 131062).
  if (sender.phone !== undefined) return { kind: 'phone', value: sender.phone };
  return { kind: 'whatsapp_user', value: sender.whatsappUserId ?? '' };
}

async function decide(deps: ReceiptDependencies, { choices }: TurnRequest, turn: Turn): Promise<Response> {
  const { building, conversation, message } = turn;
  const usual = conversation.language ?? building.languages[0] ?? 'en';
  if (choices) return whichBuilding(deps, choices, turn, usual);
  if (tappedBuilding(message) === building.buildingId) {
    return { language: usual, reply: { text: say('buildingChosen', usual, { building: building.name }) } };
  }
  const messages = createMessageStore(deps.table);
  const { buildingId, conversationId } = conversation;
  const persona = {
    table: deps.table,
    ...deps.language,
    textOf: async (messageId: string) => (await messages.get(buildingId, conversationId, messageId))?.text,
  };
  return respond(persona, turn);
}

/** Danger and a STOP are answered whatever the building; everything else waits until the person has said which one it is. */
async function whichBuilding(
  deps: ReceiptDependencies,
  choices: readonly string[],
  turn: Turn,
  usual: Response['language'],
): Promise<Response> {
  const buildings = await createBuildingStore(deps.table).getMany(choices);
  const buttons = buildings
    .slice(0, 3)
    .map(({ buildingId, name }) => ({ id: buildingButton(buildingId), title: name.slice(0, 20) }));
  const understanding = (await deps.language.understand())(turn.message.text ?? '');
  if (understanding.emergency || plainWish(turn.message) || sureWish(understanding))
    return respond({ table: deps.table, ...deps.language, textOf: async () => undefined }, turn);
  return { language: usual, reply: { text: say('whichBuilding', usual), buttons } };
}

function conversationAfter(conversation: Conversation, { language, question }: Response): Conversation {
  const { pendingQuestion: _answered, ...rest } = conversation;
  return { ...rest, language, ...(question && { pendingQuestion: question }) };
}

const replyIdOf = (turn: Turn): string => deterministicId(turn.now, 'reply', turn.messageId);
const missionIdOf = (turn: Turn): string => deterministicId(turn.now, 'mission', turn.messageId);

function inboundMessage(turn: Turn, response: Response): Message {
  const { conversation, message, messageId } = turn;
  const { buildingId, conversationId, userId } = conversation;
  const { text, media, location, selection } = message;
  return {
    buildingId,
    conversationId,
    userId,
    messageId,
    direction: 'inbound',
    sender: 'person',
    kind: message.kind,
    status: 'received',
    sentAt: message.sentAt.toISOString(),
    providerMessageId: message.providerMessageId,
    ...(text !== undefined && { text }),
    ...(media !== undefined && receivedMedia(media, turn.now)),
    ...(location !== undefined && { location }),
    ...(selection !== undefined && { selection: selection.id }),
    ...(response.intents && { intents: [...response.intents] }),
    ...(response.mission && { missionId: missionIdOf(turn) }),
  };
}

function replyWrites(turn: Turn, { reply }: Response): readonly WriteOperation[] {
  if (!reply) return [];
  const { buildingId, conversationId, userId } = turn.conversation;
  const messageId = replyIdOf(turn);
  const buttons = reply.buttons && reply.buttons.length > 0 ? { buttons: [...reply.buttons] } : {};
  return [
    queuedMessage({
      buildingId,
      conversationId,
      userId,
      messageId,
      sender: 'agent',
      text: reply.text,
      ...buttons,
      at: turn.now,
    }),
  ];
}

function missionWrites(turn: Turn, { mission, language }: Response): readonly WriteOperation[] {
  if (!mission) return [];
  const { buildingId, conversationId, userId } = turn.conversation;
  return requestMission({
    buildingId,
    conversationId,
    userId,
    missionId: missionIdOf(turn),
    messageId: turn.messageId,
    language,
    requestedAt: turn.now.toISOString(),
    intents: [...mission.intents],
    request: mission.request,
  });
}

function choiceWrites({ receipt, channel, message, building }: TurnRequest): readonly WriteOperation[] {
  if (tappedBuilding(message) !== building.buildingId) return [];
  const { phoneNumberId } = channel;
  return [
    put(buildingChoiceEntity, { phoneNumberId, senderHash: receipt.senderHash, buildingId: building.buildingId }),
  ];
}

/** A person's STOP or START, under every address by which they may be written to. */
async function consentWrites(
  { table, blindIndex }: ReceiptDependencies,
  { channel: { phoneNumberId }, membership, message }: TurnRequest,
  turn: Turn,
  { consent }: Response,
): Promise<readonly WriteOperation[]> {
  if (consent === undefined) return [];
  return createConsentStore(table, blindIndex).noting({
    phoneNumberId,
    addresses: await addressesOf(table, membership.userId, message.sender),
    state: consent === 'stop' ? 'stopped' : 'given',
    source: 'message',
    at: message.sentAt,
    heardAt: turn.now,
    confirmationId: replyIdOf(turn),
  });
}

function outcomeOf({ mission, reply, notifyStaff }: Response): string {
  if (mission) return 'mission';
  if (notifyStaff) return 'staff';
  return reply ? 'answered' : 'stored';
}
