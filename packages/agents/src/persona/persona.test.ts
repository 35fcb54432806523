import { buildingEntity } from '@bos/buildings/buildings/building';
import { channelEntity } from '@bos/conversations/channels/channel';
import { receiptsOf, storeReceipts } from '@bos/conversations/channels/receive';
import { createConversationStore } from '@bos/conversations/conversations/conversation-store';
import { takeOver } from '@bos/conversations/conversations/take-over';
import { createMessageStore } from '@bos/conversations/messages/message-store';
import { createNotificationStore } from '@bos/conversations/notifications/notification-store';
import { readWebhook } from '@bos/conversations/whatsapp/webhook-body';
import { silentLog } from '@bos/kernel/log';
import { createMissionStore } from '@bos/missions/missions/mission-store';
import { createConsentStore } from '@bos/people/consent/consent-store';
import { createIdentityStore } from '@bos/people/identities/identity-store';
import { resolveSender } from '@bos/people/identities/resolve-sender';
import { type Membership, membershipEntity } from '@bos/people/memberships/membership';
import { create } from '@bos/table/write';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { loadOfflineModel } from '../understanding/load-offline-model.ts';
import { createSlotExtractor } from '../understanding/slots/extract-slots.ts';
import { createTextSimilarity } from '../understanding/text-similarity.ts';
import { createUnderstanding } from '../understanding/understand.ts';
import { handleReceipt } from './handle-receipt.ts';

const model = loadOfflineModel();
const understand = createUnderstanding(model);
const NUMBER = '109917730042258';
const MARIA = '5511900000301';
const RAFAEL = '5511900000310';
const OLGA = '5511900000313';

const building = (buildingId: string) => ({
  buildingId,
  name: `Casa ${buildingId}`,
  timeZone: 'America/Sao_Paulo',
  languages: ['pt' as const, 'en' as const, 'es' as const],
  emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
});

/** A small world: buildings on one number, and the persona over it. */
async function setUp({ buildingIds = ['demo'] } = {}) {
  const clock = virtualClock(new Date('2026-11-22T12:00:00.000Z'));
  const { table, blindIndex } = createMemoryTable({ clock });
  const ids = seededIds(clock);
  const deps = {
    table,
    blindIndex,
    clock,
    log: silentLog,
    language: {
      understand: async () => understand,
      textSimilarity: async () => createTextSimilarity(model.lexicon),
      extractSlots: async () => createSlotExtractor(model),
    },
  };
  await table.write([
    ...buildingIds.map((buildingId) => create(buildingEntity, building(buildingId))),
    create(channelEntity, { phoneNumberId: NUMBER, displayPhoneNumber: '551100000100', buildingIds }),
  ]);

  /** Makes somebody known in these buildings. */
  async function know(phone: string, membership: Partial<Membership> = {}, where = buildingIds) {
    const { userId } = await resolveSender({ table, blindIndex }, { phone, at: clock.now() });
    const known = { userId, status: 'active' as const, roles: ['resident' as const], unitIds: ['1203'], ...membership };
    await table.write(where.map((buildingId) => create(membershipEntity, { ...known, buildingId })));
    return userId;
  }

  /** Delivers one message of that kind and lets the persona work; twice, as queues do. */
  async function receive(from: string, content: Record<string, unknown>, id = ids.next()) {
    await clock.advance(1_000);
    const message = { from, id: `wamid.${id}`, timestamp: String(clock.now().getTime() / 1000), ...content };
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '551100000100', phone_number_id: NUMBER },
      contacts: [{ profile: { name: 'Somebody' }, wa_id: from }],
      messages: [message],
    };
    const body = { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] };
    const receipts = await receiptsOf(readWebhook(body), blindIndex, clock.now());
    await storeReceipts(table, receipts);
    for (const receipt of [...receipts, ...receipts]) await handleReceipt(deps, receipt);
  }

  const write = (from: string, text: string) => receive(from, { type: 'text', text: { body: text } });
  const tap = (from: string, buttonId: string) =>
    receive(from, {
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: buttonId, title: 'x' } },
    });

  async function conversationOf(userId: string, buildingId = 'demo') {
    return createConversationStore(table).openOf(buildingId, userId, 'whatsapp');
  }
  async function messagesOf(userId: string, buildingId = 'demo') {
    const conversation = await conversationOf(userId, buildingId);
    if (!conversation) return [];
    const { items } = await createMessageStore(table).list(buildingId, conversation.conversationId, { limit: 100 });
    return items;
  }
  const lastReply = async (userId: string, buildingId = 'demo') =>
    (await messagesOf(userId, buildingId)).find(({ direction }) => direction === 'outbound');
  const missionsOf = async (userId: string) => (await createMissionStore(table).listOfUser('demo', userId)).items;

  return {
    clock,
    table,
    blindIndex,
    deps,
    know,
    receive,
    write,
    tap,
    conversationOf,
    messagesOf,
    lastReply,
    missionsOf,
  };
}

describe('the persona', () => {
  test('makes a stranger a person without any right, and answers', async () => {
    const world = await setUp();
    await world.write('5511900000999', 'Bom dia!');
    const identity = await createIdentityStore(world.table, world.blindIndex).byPhone('5511900000999');
    const membership = await world.table.get(membershipEntity, { buildingId: 'demo', userId: identity?.userId ?? '' });
    expect(membership).toMatchObject({ status: 'unverified', roles: [], unitIds: [] });
    expect((await world.lastReply(identity?.userId ?? ''))?.text).toMatch(/Olá/);
  });

  test('tells a stranger nothing of the house: the front desk gets the question', async () => {
    const world = await setUp();
    await world.write('5511900000999', 'Qual é a senha do wifi?');
    const identity = await createIdentityStore(world.table, world.blindIndex).byPhone('5511900000999');
    expect(await world.missionsOf(identity?.userId ?? '')).toHaveLength(1);
    expect(await world.lastReply(identity?.userId ?? '')).toBeUndefined();
  });

  test('writes message, reply and receipt once, however often the receipt is handled', async () => {
    const world = await setUp();
    const maria = await world.know(MARIA);
    await world.write(MARIA, 'Bom dia!');
    const messages = await world.messagesOf(maria);
    expect(messages.map(({ direction }) => direction).toSorted()).toEqual(['inbound', 'outbound']);
  });

  test('asks when it is unsure, and a tap settles what was meant', async () => {
    const world = await setUp();
    const maria = await world.know(MARIA);
    await world.write(MARIA, 'e aquilo da caixa?');
    const question = await world.lastReply(maria);
    expect(question?.buttons?.length).toBeGreaterThan(0);
    expect(await world.missionsOf(maria)).toEqual([]);
    const pending = (await world.conversationOf(maria))?.pendingQuestion;
    expect(pending?.kind).toBe('choice');
    await world.tap(MARIA, 'person');
    const [mission] = await world.missionsOf(maria);
    expect(mission?.intents).toEqual([{ intent: 'human.agent', confidence: 1, sure: true, slots: {} }]);
    expect(mission?.request).toBe('e aquilo da caixa?');
    expect((await world.conversationOf(maria))?.pendingQuestion).toBeUndefined();
  });

  test('does not act upon a tap of long ago', async () => {
    const world = await setUp();
    const maria = await world.know(MARIA);
    await world.write(MARIA, 'e aquilo da caixa?');
    await world.clock.advance(16 * 60_000);
    await world.tap(MARIA, 'choice:1');
    expect(await world.missionsOf(maria)).toEqual([]);
    expect((await world.lastReply(maria))?.text).toMatch(/já não vale/);
  });

  test('asks for the floor that is missing and takes the next message as the answer', async () => {
    const world = await setUp();
    const maria = await world.know(MARIA);
    await world.write(MARIA, 'Chama o elevador, por favor');
    expect((await world.lastReply(maria))?.text).toMatch(/andar/);
    await world.write(MARIA, '7');
    const [mission] = await world.missionsOf(maria);
    expect(mission?.intents).toMatchObject([{ intent: 'elevator.call', sure: true, slots: { from: '7' } }]);
  });

  test.each([
    [
      'Quero autorizar a entrada de uma visita',
      ['Ana Torres, amanhã às 20h'],
      { visitor: 'Ana Torres', when: 'amanhã às 20h' },
    ],
    [
      'Quero autorizar a entrada de uma visita',
      ['Ana Torres', 'amanhã às 20h'],
      { visitor: 'Torres', when: 'amanhã às 20h' },
    ],
    ['Quero autorizar a entrada de uma visita', ['o Zé', 'sábado à noite'], { visitor: 'Zé', when: 'sábado à noite' }],
    ['O meu amigo Pedro vem me visitar', ['tap', 'amanhã às 10h'], { visitor: 'amigo Pedro', when: 'amanhã às 10h' }],
  ])('"%s", asked for what is missing: %j', async (text, answers, slots) => {
    const world = await setUp();
    const maria = await world.know(MARIA);
    await world.write(MARIA, text);
    for (const answer of answers) {
      expect(await world.missionsOf(maria)).toEqual([]);
      await (answer === 'tap' ? world.tap(MARIA, 'choice:1') : world.write(MARIA, answer));
    }
    const [mission] = await world.missionsOf(maria);
    expect(mission?.intents).toMatchObject([{ intent: 'access.visitor', slots }]);
  });

  test('takes a sure wish for what it is, and not for the name that it asked for', async () => {
    const world = await setUp();
    const maria = await world.know(MARIA);
    await world.write(MARIA, 'Quero autorizar a entrada de uma visita');
    await world.write(MARIA, 'Pode abrir o portão da rua para mim, por favor?');
    const [mission] = await world.missionsOf(maria);
    expect(mission?.intents).toMatchObject([{ intent: 'access.open_door' }]);
  });

  test('asks a guest nothing about visitors: the desk gets the wish as it is', async () => {
    const world = await setUp();
    const james = await world.know('12025550130', { roles: ['guest'] });
    await world.write('12025550130', "I'm expecting a visitor, please let him in");
    const [mission] = await world.missionsOf(james);
    expect(mission?.intents).toMatchObject([{ intent: 'access.visitor' }]);
  });

  test('asks what was lost, and until when', async () => {
    const world = await setUp();
    const maria = await world.know(MARIA);
    await world.write(MARIA, 'Perdi');
    expect((await world.lastReply(maria))?.buttons?.map(({ id }) => id)).toEqual(['item:tag', 'item:code', 'item:key']);
    await world.tap(MARIA, 'item:tag');
    const [mission] = await world.missionsOf(maria);
    expect(mission?.intents).toMatchObject([{ intent: 'access.lost', slots: { item: 'tag' } }]);
  });

  test('tells what waits at the desk without a mission', async () => {
    const world = await setUp();
    const maria = await world.know(MARIA);
    await world.write(MARIA, 'Chegou alguma encomenda para mim?');
    expect(await world.missionsOf(maria)).toEqual([]);
    expect((await world.lastReply(maria))?.text).toMatch(/Não há encomenda/);
  });

  test('answers danger at once, even when a person has taken over', async () => {
    const world = await setUp();
    const maria = await world.know(MARIA);
    await world.write(MARIA, 'Bom dia!');
    const conversationId = (await world.conversationOf(maria))?.conversationId ?? '';
    await takeOver(world.deps, { buildingId: 'demo', conversationId, staffId: 'rafael' });
    await world.write(MARIA, 'Socorro, tem fogo na cozinha!');
    expect((await world.lastReply(maria))?.text).toMatch(/193/);
    const [mission] = await world.missionsOf(maria);
    expect(mission?.intents).toMatchObject([{ intent: 'emergency', slots: { kind: 'fire' } }]);
  });

  test('is silent while a person has taken over, and tells them what was written', async () => {
    const world = await setUp();
    const maria = await world.know(MARIA);
    const staffId = await world.know(RAFAEL, { roles: ['front_desk'], unitIds: [] });
    await world.write(MARIA, 'Bom dia!');
    const conversationId = (await world.conversationOf(maria))?.conversationId ?? '';
    await takeOver(world.deps, { buildingId: 'demo', conversationId, staffId });
    const before = (await world.messagesOf(maria)).filter(({ direction }) => direction === 'outbound').length;
    await world.write(MARIA, 'Ainda estou esperando');
    expect((await world.messagesOf(maria)).filter(({ direction }) => direction === 'outbound')).toHaveLength(before);
    const { items } = await createNotificationStore(world.table).list('demo', staffId);
    expect(items).toMatchObject([{ body: 'Ainda estou esperando', conversationId }]);
  });

  test('tells the front desk when whoever took over works there no more', async () => {
    const world = await setUp();
    const maria = await world.know(MARIA);
    const gone = await world.know(RAFAEL, { roles: ['front_desk'], unitIds: [], status: 'suspended' });
    const olga = await world.know(OLGA, { roles: ['front_desk'], unitIds: [] });
    await world.write(MARIA, 'Bom dia!');
    const conversationId = (await world.conversationOf(maria))?.conversationId ?? '';
    await takeOver(world.deps, { buildingId: 'demo', conversationId, staffId: gone });
    await world.write(MARIA, 'Ainda estou esperando');
    const { items } = await createNotificationStore(world.table).list('demo', olga);
    expect(items).toMatchObject([{ body: 'Ainda estou esperando', conversationId }]);
    expect((await createNotificationStore(world.table).list('demo', gone)).items).toEqual([]);
  });

  test.each([
    ['a voice note', { type: 'audio', audio: { id: 'a', mime_type: 'audio/ogg', voice: true } }, /ouvir áudios/],
    ['a picture without words', { type: 'image', image: { id: 'i', mime_type: 'image/jpeg' } }, /em palavras/],
    ['something new', { type: 'hologram', hologram: { id: 'h' } }, /esse tipo de mensagem/],
  ])('says honestly that it cannot read %s', async (_name, content, said) => {
    const world = await setUp();
    const maria = await world.know(MARIA);
    await world.receive(MARIA, content);
    expect((await world.lastReply(maria))?.text).toMatch(said);
  });

  test('does not answer a reaction', async () => {
    const world = await setUp();
    const maria = await world.know(MARIA);
    await world.receive(MARIA, { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } });
    expect(await world.lastReply(maria)).toBeUndefined();
    expect(await world.messagesOf(maria)).toHaveLength(1);
  });

  test('knows a person again after a change of number', async () => {
    const world = await setUp();
    const maria = await world.know(MARIA);
    const system = { type: 'user_changed_number', wa_id: '5511900000302', body: 'changed' };
    await world.receive(MARIA, { type: 'system', system });
    await world.write('5511900000302', 'Bom dia!');
    expect((await world.messagesOf(maria)).some(({ text }) => text === 'Bom dia!')).toBe(true);
  });
});

describe('one number for several buildings', () => {
  test('the membership decides', async () => {
    const world = await setUp({ buildingIds: ['demo', 'other'] });
    const maria = await world.know(MARIA, {}, ['other']);
    await world.write(MARIA, 'Bom dia!');
    expect(await world.messagesOf(maria, 'other')).toHaveLength(2);
    expect(await world.messagesOf(maria, 'demo')).toEqual([]);
  });

  test('who lives in two is asked once, and remembered', async () => {
    const world = await setUp({ buildingIds: ['demo', 'other'] });
    const maria = await world.know(MARIA);
    await world.write(MARIA, 'Bom dia!');
    expect((await world.lastReply(maria, 'demo'))?.buttons?.map(({ id }) => id)).toEqual([
      'building:demo',
      'building:other',
    ]);
    await world.tap(MARIA, 'building:other');
    expect((await world.lastReply(maria, 'other'))?.text).toContain('Casa other');
    await world.write(MARIA, 'Bom dia!');
    expect((await world.lastReply(maria, 'other'))?.text).toMatch(/Olá/);
  });
});

describe('STOP and START', () => {
  const consentOf = async ({ table, blindIndex }: Awaited<ReturnType<typeof setUp>>, phone: string) =>
    createConsentStore(table, blindIndex).find(NUMBER, { kind: 'phone', value: phone });

  test.each([
    ['PARAR', 'stopped', /não escrevemos mais.*VOLTAR/],
    ['por favor não me mandem mais mensagens', 'stopped', /não escrevemos mais/],
    ['Please stop sending me messages', 'stopped', /will not write.*START/],
    ['Por favor no me envíen más mensajes', 'stopped', /ya no te escribiremos.*VOLVER/],
    ['quero receber os avisos de novo', 'given', /volta a receber.*PARAR/],
    ['quero parar de receber mensagens de vocês', 'stopped', /não escrevemos mais/],
    ['start', 'given', /will get our messages.*STOP/],
    ['Volver.', 'given', /volta a receber/],
  ])('“%s” is noted and confirmed, and nobody else is asked', async (text, state, confirmation) => {
    const world = await setUp();
    const maria = await world.know(MARIA);
    await world.write(MARIA, text);
    const reply = await world.lastReply(maria);
    expect(reply?.text).toMatch(confirmation);
    expect(await consentOf(world, MARIA)).toMatchObject({
      state,
      source: 'message',
      confirmationId: reply?.messageId,
      version: 1,
    });
    expect(await world.missionsOf(maria)).toEqual([]);
  });

  test('is heard of a stranger, and while a person answers', async () => {
    const world = await setUp();
    await world.write('5511900000999', 'STOP');
    expect(await consentOf(world, '5511900000999')).toMatchObject({ state: 'stopped' });
    const maria = await world.know(MARIA);
    const staffId = await world.know(RAFAEL, { roles: ['front_desk'], unitIds: [] });
    await world.write(MARIA, 'Bom dia!');
    const open = await world.conversationOf(maria);
    if (open === undefined) throw new Error('no conversation');
    const { buildingId, conversationId, version } = open;
    await takeOver(world.deps, { buildingId, conversationId, version, staffId });
    await world.write(MARIA, 'pare');
    expect(await consentOf(world, MARIA)).toMatchObject({ state: 'stopped' });
    expect((await createNotificationStore(world.table).list('demo', staffId, {})).items).toHaveLength(1);
  });

  test('is heard before it is known which of several buildings is meant', async () => {
    const world = await setUp({ buildingIds: ['demo', 'other'] });
    await world.know(MARIA);
    await world.write(MARIA, 'stop');
    expect(await consentOf(world, MARIA)).toMatchObject({ state: 'stopped' });
  });

  test('beside another wish leaves that one to be carried out', async () => {
    const world = await setUp();
    const maria = await world.know(MARIA);
    await world.write(MARIA, 'A torneira da cozinha está vazando muito, mandem alguém. E parem de me mandar mensagens');
    expect(await consentOf(world, MARIA)).toMatchObject({ state: 'stopped' });
    expect((await world.lastReply(maria))?.text).toMatch(/não escrevemos mais/);
    const [mission] = await world.missionsOf(maria);
    expect(mission?.intents.map(({ intent }) => intent)).toEqual(['maintenance.report']);
  });
});
