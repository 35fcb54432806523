import { readFileSync } from 'node:fs';
import { createSimulatedGateway } from '@bos/buildings/devices/simulated-gateway';
import { createSimulatedLocks } from '@bos/buildings/devices/simulated-locks';
import { conversationEntity } from '@bos/conversations/conversations/conversation';
import { messageEntity } from '@bos/conversations/messages/message';
import { notificationEntity } from '@bos/conversations/notifications/notification';
import { openEngine } from '@bos/embedded/asl/engine';
import { loadStateMachine } from '@bos/embedded/asl/state-machine';
import { seedDemo } from '@bos/embedded/demo/seed-demo';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { DAY } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { cancelMission } from '@bos/missions/missions/cancel-mission';
import type { MissionIntent } from '@bos/missions/missions/mission';
import { createMissionStore } from '@bos/missions/missions/mission-store';
import { requestMission } from '@bos/missions/missions/request-mission';
import { createTicketStore } from '@bos/operations/tickets/ticket-store';
import { membershipEntity } from '@bos/people/memberships/membership';
import { create, remove, replace } from '@bos/table/write';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { recordedMetrics } from '@bos/testing/recorded-metrics';
import { describe, expect, test, vi } from 'vitest';
import { build as buildAdvance } from './advance.ts';
import { build as buildCompensate } from './compensate.ts';
import { build as buildConclude } from './conclude.ts';
import { build as buildExecuteStep } from './execute-step.ts';
import { build as buildPlan } from './plan.ts';
import { build as buildValidate } from './validate.ts';

const buildingId = 'demo';
const missionId = 'mission-1';
const definition = readFileSync(new URL('../../lib/workflows/mission.asl.json', import.meta.url), 'utf8');

type Step = (payload: unknown) => Promise<unknown>;

/** The demo building with the real state machine, interpreter and handlers; only table, devices and time are fakes. */
async function demoBuilding(options: { readonly breaks?: (name: string, calls: number) => boolean } = {}) {
  const clock = virtualClock();
  const { table, blindIndex } = createMemoryTable({ clock });
  await seedDemo({ table, blindIndex }, clock.now());
  const { metrics, recorded } = recordedMetrics();
  const ports = {
    table,
    clock,
    timers: clock.timers,
    log: silentLog,
    metrics,
    devices: createSimulatedGateway({ table, clock, timers: clock.timers }),
    locks: createSimulatedLocks({ table, clock, timers: clock.timers, blindIndex }),
    queues: { send: async () => undefined },
    language: { textSimilarity: async () => ({ rank: () => [] }) },
  };
  const handlers: Record<string, Step> = {
    MissionPlan: buildPlan(ports),
    MissionValidate: buildValidate(ports),
    MissionAdvance: buildAdvance(ports),
    MissionExecuteStep: buildExecuteStep(ports),
    MissionCompensate: buildCompensate(ports),
    MissionConclude: buildConclude(ports),
  };
  const called: string[] = [];
  const engine = openEngine({
    databasePath: ':memory:',
    stateMachine: loadStateMachine(definition, Object.fromEntries(Object.keys(handlers).map((name) => [name, name]))),
    invoke: async (name, payload) => {
      called.push(name);
      if (options.breaks?.(name, called.filter((other) => other === name).length)) throw new Error('no connection');
      const result = await handlers[name]?.(payload);
      return result === undefined ? null : JSON.parse(JSON.stringify(result));
    },
    clock,
    ids: seededIds(clock),
    timers: clock.timers,
    concurrency: 8,
  });
  const missions = createMissionStore(table);
  const tickets = createTicketStore(table);

  async function ask(userId: string, request: string, ...intents: [string, Record<string, string>?, boolean?][]) {
    const conversationId = 'conversation-1';
    const at = clock.now().toISOString();
    const read = intents.map(
      ([intent, slots = {}, sure = true]): MissionIntent => ({ intent, confidence: 0.9, sure, slots }),
    );
    const language = userId === 'james' ? 'en' : userId === 'lucia' ? 'es' : 'pt';
    const ids = { buildingId, conversationId, userId, missionId };
    await table.write([
      create(conversationEntity, {
        buildingId,
        conversationId,
        userId,
        channel: 'whatsapp',
        channelId: 'c1',
        state: 'active',
        openedAt: at,
        lastMessageAt: at,
        address: { kind: 'phone', value: '5511900000301' },
      }),
      ...requestMission({ ...ids, language, requestedAt: at, intents: read, request }),
    ]);
    await engine.start(missionId, { buildingId, missionId });
  }

  async function settle() {
    for (let turn = 0; turn < 5_000 && engine.describe(missionId).status === 'RUNNING'; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (turn % 50 < 49) continue;
      // What is loaded at its first use takes real time: not that of the clock.
      await vi.dynamicImportSettled();
      await clock.advance(1_000);
    }
    const mission = await missions.get(buildingId, missionId);
    const steps = await missions.steps(buildingId, missionId);
    const replies = await table.list(messageEntity, { buildingId, conversationId: 'conversation-1' });
    return {
      execution: engine.describe(missionId).status,
      status: mission?.status,
      steps: steps.map(({ tool, status, failureCode }) =>
        [tool, status, ...(failureCode ? [failureCode] : [])].join(' '),
      ),
      replies: replies.items.map(({ text }) => text ?? ''),
    };
  }

  const inbox = async (userId: string) => (await table.list(notificationEntity, { buildingId, userId })).items;
  return { table, clock, engine, missions, tickets, called, recorded, ask, settle, inbox };
}

describe('a mission, from its request to its reply', () => {
  test('a fault becomes a ticket, and the reply names its reference', async () => {
    const { ask, settle, tickets, missions } = await demoBuilding();
    await ask('maria', 'a pia da cozinha está pingando', [
      'maintenance.report',
      { category: 'plumbing', area: 'unit' },
    ]);
    const { execution, status, steps, replies } = await settle();
    const [ticket] = (await tickets.listOpen(buildingId)).items;
    expect(ticket).toMatchObject({
      userId: 'maria',
      unitId: '1203',
      category: 'plumbing',
      priority: 'normal',
      missionId,
    });
    expect({ execution, status, steps }).toEqual({
      execution: 'SUCCEEDED',
      status: 'completed',
      steps: ['tickets.open completed'],
    });
    expect(replies).toEqual([`Abri o chamado *${ticket?.reference}* (encanamento).`]);
    const { items } = await missions.activities(buildingId, missionId);
    expect(items.map(({ action }) => action).toSorted()).toEqual(
      ['requested', 'planned', 'validated', 'completed', 'completed'].toSorted(),
    );
  });

  test('a pressing fault reaches maintenance with the reference of its ticket', async () => {
    const { ask, settle, tickets, inbox } = await demoBuilding();
    await ask('maria', 'URGENTE: está alagando a cozinha', ['maintenance.report', { category: 'plumbing' }]);
    const { steps, replies } = await settle();
    const [ticket] = (await tickets.listOpen(buildingId)).items;
    expect(steps).toEqual(['tickets.open completed', 'staff.notify completed']);
    expect(await inbox('bruno')).toMatchObject([
      {
        urgency: 'urgent',
        title: 'Relatar um defeito · 1203',
        body: `URGENTE: está alagando a cozinha\nChamado ${ticket?.reference}`,
        ticketId: ticket?.ticketId,
      },
    ]);
    expect(replies[0]).toContain('A equipe já foi avisada.');
  });

  test('several intents give one reply, and one failure does not hold the others up', async () => {
    const { ask, settle, recorded } = await demoBuilding();
    await ask(
      'james',
      'open the garage, send the elevator to the lobby and the shower leaks',
      ['access.open_door', { door: 'garage' }],
      ['elevator.call', { from: 'lobby' }],
      ['maintenance.report', { category: 'plumbing' }],
    );
    const { status, steps, replies } = await settle();
    expect(status).toBe('partially_completed');
    expect(recorded).toEqual([
      'ToolFailed door.open 1',
      expect.stringMatching(/^MissionEnded partially_completed \d+$/),
    ]);
    expect(steps).toEqual([
      'door.open failed GARAGE_NOT_FOR_GUESTS',
      'elevator.call completed',
      'tickets.open completed',
    ]);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatch(
      /^The garage opens for residents.*Elevador da Torre A is at the ground floor.*\*\w{6}\*/s,
    );
  });

  test.each([
    ['maria', 'abre o portão', 'gate', 'door.open completed', 'Pronto, abri: Portão da rua.'],
    ['maria', 'abre a garagem', 'garage', 'door.open failed DEVICE_REFUSED', /recusou o comando/],
    ['lucia', 'abre el hall', 'lobby', 'door.open completed', 'Listo, abrí: Hall da Torre B.'],
    ['maria', 'abre a porta do 0704', 'unit', 'door.open failed NOT_YOUR_UNIT', /própria unidade/],
    ['maria', 'abre a entrada de serviço', 'service', 'door.open failed SERVICE_DOOR_STAFF_ONLY', /só para a equipe/],
    ['bruno', 'abre a entrada de serviço', 'service', 'door.open failed DEVICE_OFFLINE', /sem comunicação/],
    ['bruno', 'abre a portaria', 'lobby', 'door.open failed DOOR_AMBIGUOUS', /Hall da Torre A, Hall da Torre B/],
  ])('%s: "%s"', async (userId, text, door, step, reply) => {
    const { ask, settle } = await demoBuilding();
    await ask(userId, text, ['access.open_door', { door }]);
    const { steps, replies } = await settle();
    expect(steps).toEqual([step]);
    if (typeof reply === 'string') expect(replies).toEqual([reply]);
    else expect(replies[0]).toMatch(reply);
  });

  test('a device that never answers is reported as unknown, and is not commanded again', async () => {
    const { ask, settle, called } = await demoBuilding();
    await ask('maria', 'chama o elevador de serviço', ['elevator.call', { from: '12' }]);
    const { steps, replies, status } = await settle();
    expect({ steps, status }).toEqual({ steps: ['elevator.call failed OUTCOME_UNKNOWN'], status: 'failed' });
    expect(replies[0]).toMatch(/não confirmou/);
    expect(called.filter((name) => name === 'MissionExecuteStep')).toHaveLength(1);
  });

  test('a door is not moved by a guess', async () => {
    const { ask, settle } = await demoBuilding();
    await ask('maria', 'o portão', ['access.open_door', { door: 'gate' }, false]);
    const { steps, replies } = await settle();
    expect(steps).toEqual(['door.open failed NOT_SURE']);
    expect(replies[0]).toMatch(/não fiz nada/);
  });

  test('an emergency reaches everybody on duty, also from somebody whom nobody knows', async () => {
    const { ask, settle, inbox } = await demoBuilding();
    await ask('nobody', 'fumaça no corredor do 5', ['emergency', { kind: 'fire' }]);
    const { steps, replies } = await settle();
    expect(steps).toEqual(['staff.notify completed']);
    for (const userId of ['rafael', 'bruno', 'ana']) {
      expect(await inbox(userId)).toMatchObject([{ urgency: 'emergency', title: '🚨 Emergência' }]);
    }
    expect(replies).toEqual(['🚨 A equipe do prédio foi avisada.']);
  });

  test('asking for a person escalates the conversation and tells the desk', async () => {
    const { ask, settle, inbox, table } = await demoBuilding();
    await ask('maria', 'quero falar com alguém', ['human.agent']);
    const { status, replies } = await settle();
    const conversation = await table.get(conversationEntity, { buildingId, conversationId: 'conversation-1' });
    expect({ status, state: conversation?.state }).toEqual({ status: 'completed', state: 'escalated' });
    expect(await inbox('rafael')).toHaveLength(1);
    expect(replies).toEqual(['Avisei a recepção; esta conversa agora está com ela.']);
  });

  test('when nobody can be told, the conversation goes back to the agent and the reply says so', async () => {
    const { ask, settle, table } = await demoBuilding();
    for (const userId of ['rafael', 'ana']) {
      const member = await table.get(membershipEntity, { buildingId, userId });
      if (member) await table.write([remove(membershipEntity, member)]);
    }
    await ask('maria', 'quero falar com alguém', ['human.agent']);
    const { steps, replies } = await settle();
    const conversation = await table.get(conversationEntity, { buildingId, conversationId: 'conversation-1' });
    expect(conversation?.state).toBe('active');
    expect(steps).toEqual(['conversation.escalate compensated', 'staff.notify failed NO_STAFF']);
    expect(replies[0]).toMatch(/Não consegui avisar ninguém/);
  });

  test('what nobody can carry out yet goes to the front desk, and only that is said', async () => {
    const { ask, settle, inbox } = await demoBuilding();
    await ask('james', 'towels please', ['housekeeping.request', { items: 'towels' }]);
    const { replies } = await settle();
    expect(replies).toEqual(['I passed your request on to the front desk: Cleaning or items.']);
    expect(await inbox('rafael')).toMatchObject([{ title: 'Limpeza ou itens · 0704', body: 'towels please' }]);
  });

  test('a guest whose stay has ended opens nothing', async () => {
    const { ask, settle, clock } = await demoBuilding();
    clock.set(new Date(clock.now().getTime() + 40 * DAY));
    await ask('james', 'open the gate', ['access.open_door', { door: 'gate' }]);
    const { steps } = await settle();
    expect(steps).toEqual(['staff.notify completed']);
  });

  test('rights are those of the moment in which the step runs', async () => {
    const subject = await demoBuilding({ breaks: (name, calls) => name === 'MissionExecuteStep' && calls === 1 });
    await subject.ask('maria', 'abre o portão', ['access.open_door', { door: 'gate' }]);
    while (!subject.called.includes('MissionExecuteStep')) await new Promise((resolve) => setImmediate(resolve));
    const member = await subject.table.get(membershipEntity, { buildingId, userId: 'maria' });
    if (member) await subject.table.write([replace(membershipEntity, member, { ...member, status: 'suspended' })]);
    expect((await subject.settle()).steps).toEqual(['door.open failed NOT_ALLOWED']);
  });

  test('a text that looks like a reference stays a text', async () => {
    const { ask, settle, tickets } = await demoBuilding();
    const text = '$steps.s1.output.ticketId';
    await ask('maria', text, ['maintenance.report', { category: 'plumbing', place: text }]);
    await settle();
    expect((await tickets.listOpen(buildingId)).items).toMatchObject([{ description: text, place: text }]);
  });
});

describe('when things break', () => {
  test.each(['MissionPlan', 'MissionValidate', 'MissionAdvance', 'MissionCompensate', 'MissionExecuteStep'])(
    '%s fails for good: the mission still ends, and the person is told the truth',
    async (broken) => {
      const subject = await demoBuilding({ breaks: (name) => name === broken });
      if (broken === 'MissionCompensate') {
        for (const userId of ['rafael', 'ana']) {
          const member = await subject.table.get(membershipEntity, { buildingId, userId });
          if (member) await subject.table.write([remove(membershipEntity, member)]);
        }
      }
      await subject.ask('maria', 'quero falar com alguém', ['human.agent']);
      const { execution, status, replies } = await subject.settle();
      expect(execution).toBe('SUCCEEDED');
      expect(['failed', 'partially_completed']).toContain(status);
      expect(replies).toHaveLength(1);
      expect(replies[0]).toMatch(/Não consegui/);
    },
  );

  test.each(['MissionPlan', 'MissionValidate', 'MissionAdvance', 'MissionExecuteStep', 'MissionConclude'])(
    '%s fails once: nothing is done or said twice',
    async (broken) => {
      const subject = await demoBuilding({ breaks: (name, calls) => name === broken && calls === 1 });
      await subject.ask('maria', 'a pia pinga', ['maintenance.report', { category: 'plumbing' }]);
      const { status, replies } = await subject.settle();
      expect(status).toBe('completed');
      expect(replies).toHaveLength(1);
      expect((await subject.tickets.listOpen(buildingId)).items).toHaveLength(1);
    },
  );
});

test('staff are told of a mission that breaks off, and of none that only failed', async () => {
  const broken = await demoBuilding({ breaks: (name) => name === 'MissionAdvance' });
  await broken.ask('maria', 'a pia pinga', ['maintenance.report', { category: 'plumbing' }]);
  await broken.settle();
  for (const userId of ['rafael', 'ana']) {
    expect(await broken.inbox(userId)).toMatchObject([
      { kind: 'system', title: 'Pedido interrompido: Relatar um defeito' },
    ]);
  }
  const refused = await demoBuilding();
  await refused.ask('maria', 'abre a garagem', ['access.open_door', { door: 'garage' }]);
  expect((await refused.settle()).status).toBe('failed');
  expect(await refused.inbox('ana')).toEqual([]);
});

describe('a mission that is cancelled while it runs', () => {
  const cancel = ({ table, clock }: Awaited<ReturnType<typeof demoBuilding>>) =>
    cancelMission(
      { table, audit: auditRecord },
      { buildingId, missionId, userId: 'maria', anybodys: false, at: clock.now() },
    );

  test('begins nothing more, ends as cancelled and says so once', async () => {
    const subject = await demoBuilding({ breaks: (name, calls) => name === 'MissionValidate' && calls === 1 });
    await subject.ask('maria', 'a pia pinga', ['maintenance.report', { category: 'plumbing' }]);
    await cancel(subject);
    const { execution, status, steps, replies } = await subject.settle();
    expect({ execution, status, steps }).toEqual({
      execution: 'SUCCEEDED',
      status: 'cancelled',
      steps: ['tickets.open skipped'],
    });
    expect(replies).toEqual(['Cancelei o seu pedido: Relatar um defeito.']);
    expect((await subject.tickets.listOpen(buildingId)).items).toEqual([]);
    expect(await subject.inbox('ana')).toEqual([]);
  });

  test('takes back what must not stay: the conversation is the agent’s again', async () => {
    const subject = await demoBuilding({
      // The second step of the mission, the notice to the desk, has not begun yet.
      breaks: (name, calls) => name === 'MissionExecuteStep' && calls === 2,
    });
    await subject.ask('maria', 'quero falar com alguém', ['human.agent']);
    while (subject.called.filter((name) => name === 'MissionExecuteStep').length < 2) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await cancel(subject);
    const { status, steps, replies } = await subject.settle();
    const conversation = await subject.table.get(conversationEntity, { buildingId, conversationId: 'conversation-1' });
    expect({ status, steps, state: conversation?.state }).toEqual({
      status: 'cancelled',
      steps: ['conversation.escalate compensated', 'staff.notify skipped'],
      state: 'active',
    });
    expect(replies).toEqual(['Cancelei o seu pedido: Falar com alguém.']);
  });
});
