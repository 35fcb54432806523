import { conversationEntity } from '@bos/conversations/conversations/conversation';
import { type FaqEntry, faqEntryEntity } from '@bos/conversations/faq/faq-entry';
import { notificationEntity } from '@bos/conversations/notifications/notification';
import type { Role } from '@bos/kernel/role';
import { testContext } from '@bos/missions/tools/testing/test-context';
import { type Membership, membershipEntity } from '@bos/people/memberships/membership';
import { create, replace } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { escalateTool } from './escalate.ts';
import { knowledgeAnswerTool } from './knowledge-answer.ts';
import { staffNotifyTool } from './staff-notify.ts';

const buildingId = 'b1';

async function house() {
  const { table } = createMemoryTable({ clock: virtualClock() });
  const member = (userId: string, roles: Role[], changes: Partial<Membership> = {}) =>
    create<Membership>(membershipEntity, { buildingId, userId, status: 'active', roles, unitIds: [], ...changes });
  await table.write([
    member('rafael', ['front_desk']),
    member('rita', ['front_desk', 'manager']),
    member('rui', ['front_desk'], { status: 'suspended' }),
    member('ana', ['manager']),
  ]);
  const inbox = async (userId: string) => (await table.list(notificationEntity, { buildingId, userId })).items;
  return { table, inbox, tool: staffNotifyTool(table) };
}

describe('staff.notify', () => {
  const notice = { roles: ['front_desk'], urgency: 'normal', subject: 'amenity.book', text: 'the grill, please' };

  test('tells each member of the roles who is in force, once', async () => {
    const { tool, inbox } = await house();
    const outcome = await tool.execute({ ...notice, roles: ['front_desk', 'manager'] }, testContext());
    expect(outcome).toMatchObject({ kind: 'completed', output: { notified: 3 } });
    expect(await inbox('rui')).toEqual([]);
    expect(await inbox('rita')).toMatchObject([
      { title: 'Reservar um espaço · 1203', body: 'the grill, please', aboutUserId: 'maria', conversationId: 'c1' },
    ]);
  });

  test('run again for the same step adds nothing, and what was read stays read', async () => {
    const { tool, inbox, table } = await house();
    await tool.execute(notice, testContext());
    const [first] = await inbox('rafael');
    if (first) await table.write([replace(notificationEntity, first, { ...first, readAt: first.createdAt })]);
    await tool.execute({ ...notice, roles: ['front_desk', 'manager'] }, testContext());
    expect(await inbox('rafael')).toMatchObject([{ readAt: first?.createdAt }]);
    expect(await inbox('ana')).toHaveLength(1);
  });

  test('falls back to the other roles when nobody is there', async () => {
    const { tool, inbox } = await house();
    const outcome = await tool.execute({ ...notice, roles: ['concierge'], otherwise: ['manager'] }, testContext());
    expect(outcome).toMatchObject({ output: { roles: ['manager'] } });
    expect(await inbox('ana')).toHaveLength(1);
  });

  test('says when there is nobody at all', async () => {
    const { tool } = await house();
    expect(await tool.execute({ ...notice, roles: ['housekeeping'] }, testContext())).toEqual({
      kind: 'failed',
      code: 'NO_STAFF',
    });
  });
});

describe('conversation.escalate', () => {
  async function talking(state: 'active' | 'escalated', assignedTo?: string) {
    const { table } = await house();
    await table.write([
      create(conversationEntity, {
        buildingId,
        conversationId: 'c1',
        userId: 'maria',
        channel: 'whatsapp',
        channelId: 'p1',
        state,
        openedAt: '2026-11-22T12:00:00.000Z',
        lastMessageAt: '2026-11-22T12:00:00.000Z',
        address: { kind: 'phone', value: '5511900000301' },
        ...(assignedTo !== undefined && { assignedTo }),
      }),
    ]);
    const tool = escalateTool(table);
    const outcome = await tool.execute({}, testContext());
    const stateNow = async () => (await table.get(conversationEntity, { buildingId, conversationId: 'c1' }))?.state;
    return { tool, outcome, stateNow };
  }

  test('hands the conversation over, and gives it back when it is undone', async () => {
    const { tool, outcome, stateNow } = await talking('active');
    expect(await stateNow()).toBe('escalated');
    if (outcome.kind === 'completed') await tool.compensate({}, outcome.output, testContext());
    expect(await stateNow()).toBe('active');
  });

  test('never takes a conversation away from who has it', async () => {
    const { tool, outcome, stateNow } = await talking('escalated', 'rafael');
    if (outcome.kind === 'completed') await tool.compensate({}, outcome.output, testContext());
    expect(await stateNow()).toBe('escalated');
  });

  test('without a conversation there is none to hand over', async () => {
    const { table } = await house();
    expect(await escalateTool(table).execute({}, testContext())).toEqual({ kind: 'failed', code: 'NO_CONVERSATION' });
  });
});

describe('knowledge.answer', () => {
  async function asked(score: number) {
    const { table } = await house();
    await table.write([
      create<FaqEntry>(faqEntryEntity, {
        buildingId,
        faqId: 'pool',
        topic: 'pool',
        status: 'active',
        texts: [
          { language: 'pt', question: 'Piscina?', answer: 'Das 8 às 22.' },
          { language: 'en', question: 'Pool?', answer: '8 to 22 h.' },
        ],
      }),
    ]);
    const tool = knowledgeAnswerTool({ table, textSimilarity: async () => ({ rank: () => [{ id: 'pool', score }] }) });
    return tool.execute({ question: 'when does the pool open' }, testContext());
  }

  test('answers in the person’s language, naming what it answers from', async () => {
    expect(await asked(0.8)).toEqual({
      kind: 'completed',
      output: { faqId: 'pool', question: 'Pool?', answer: '8 to 22 h.' },
    });
  });

  test('says nothing rather than something else', async () => {
    expect(await asked(0.1)).toEqual({ kind: 'failed', code: 'NO_ANSWER' });
  });
});
