import { createCredentialStore } from '@bos/buildings/access/credentials/credential-store';
import { issueCredential } from '@bos/buildings/access/credentials/issue-credential';
import { commandDevice } from '@bos/buildings/devices/command-device';
import { deviceEntity } from '@bos/buildings/devices/device';
import { createDeviceOrderStore } from '@bos/buildings/devices/device-order-store';
import { createDeviceStore } from '@bos/buildings/devices/device-store';
import { setSimulation } from '@bos/buildings/devices/set-simulation';
import { createSimulatedGateway } from '@bos/buildings/devices/simulated-gateway';
import { createSimulatedLocks } from '@bos/buildings/devices/simulated-locks';
import { messageEntity } from '@bos/conversations/messages/message';
import { notificationEntity } from '@bos/conversations/notifications/notification';
import { seedDemo } from '@bos/embedded/demo/seed-demo';
import { openQueues } from '@bos/embedded/queue/queues';
import { queueSchedules } from '@bos/embedded/queue/schedules';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { DAY, HOUR, MINUTE } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { cancelMission } from '@bos/missions/missions/cancel-mission';
import type { ExecutionState } from '@bos/missions/missions/mission-runner';
import { createMissionStore } from '@bos/missions/missions/mission-store';
import { requestMission } from '@bos/missions/missions/request-mission';
import { openTicket } from '@bos/operations/tickets/open-ticket';
import { createTicketStore } from '@bos/operations/tickets/ticket-store';
import { updateTicket } from '@bos/operations/tickets/update-ticket';
import { replace } from '@bos/table/write';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { recordedMetrics } from '@bos/testing/recorded-metrics';
import { describe, expect, test } from 'vitest';
import { credentialDeps } from '../credential-deps.ts';
import { lookSchedules } from '../look-schedules.ts';
import { QUEUES } from '../queue-definitions.ts';
import { commandOrder, ticketTimerOrder } from './timer-orders.ts';
import { build } from './timers.ts';

const buildingId = 'demo';
const QUEUE = QUEUES.timers.name;

/** The demo building with the queue of timers as one machine has it; its messages are worked on when told. */
async function building() {
  const clock = virtualClock();
  const { table, blindIndex } = createMemoryTable({ clock });
  await seedDemo({ table, blindIndex }, clock.now());
  const queues = openQueues({ databasePath: ':memory:', clock, ids: seededIds(clock) });
  queues.create(QUEUE, { fifo: true });
  const { metrics, recorded } = recordedMetrics();
  const executions = { state: 'unknown' as ExecutionState, stopped: [] as string[] };
  const nobody = async (): Promise<never> => {
    throw new Error('not asked for');
  };
  const locks = createSimulatedLocks({ table, clock, timers: clock.timers, blindIndex });
  const gateway = createSimulatedGateway({ table, clock, timers: clock.timers });
  const handler = build({
    locks,
    queues: { send: nobody },
    table,
    clock,
    timers: clock.timers,
    log: silentLog,
    metrics,
    devices: gateway,
    language: { textSimilarity: async () => ({ rank: () => [] }) },
    schedules: queueSchedules(queues),
    missions: {
      start: nobody,
      answer: nobody,
      fail: nobody,
      heartbeat: nobody,
      stop: async (missionId) => void executions.stopped.push(missionId),
      describe: async () => executions.state,
    },
  });

  async function handle(body: string, attempt = 1): Promise<number> {
    const attributes = {
      ApproximateReceiveCount: String(attempt),
      SentTimestamp: '0',
      SenderId: 'x',
      ApproximateFirstReceiveTimestamp: '0',
      MessageGroupId: 'g',
    };
    const record = { messageId: 'q1', receiptHandle: 'r', body, attributes, messageAttributes: {}, md5OfBody: '' };
    const result = await handler({
      Records: [{ ...record, eventSource: 'aws:sqs', eventSourceARN: 'arn:timers', awsRegion: 'x' }],
    });
    return result.batchItemFailures.length;
  }

  return {
    table,
    clock,
    queues,
    locks,
    gateway,
    executions,
    recorded,
    handle,
    tickets: createTicketStore(table),
    /** What the timers have sent by now is worked on; returns how many. */
    async fire(): Promise<number> {
      queues.sendDue();
      const messages = queues.receive(QUEUE, 10);
      for (const { body, receipt } of messages) {
        expect(await handle(body)).toBe(0);
        queues.remove(QUEUE, receipt);
      }
      return messages.length;
    },
    lookAt: () => handle(ticketTimerOrder({ buildingId, ticketId: 't1' }, 'x').message.body),
    check: (attempt?: number) => handle(JSON.stringify({ kind: 'mission', buildingId, missionId: 'm1' }), attempt),
    open: (priority: 'normal' | 'high' = 'high') =>
      openTicket(
        { table },
        {
          buildingId,
          ticketId: 't1',
          userId: 'maria',
          unitId: '1203',
          area: 'unit',
          category: 'plumbing',
          priority,
          description: 'The tap drips.',
          openedAt: clock.now(),
        },
      ),
    change: (change: { status?: 'resolved' | 'open'; priority?: 'normal' | 'low' }, eventId = 'e') =>
      updateTicket(
        { table },
        { buildingId, ticketId: 't1', eventId, actor: { userId: 'ana', roles: ['manager'] }, change, at: clock.now() },
      ),
    inbox: async (userId: string) => (await table.list(notificationEntity, { buildingId, userId })).items,
  };
}

describe('a command that waits for its device', () => {
  /** Maria's wish to have the gate opened, which is offline for a minute. */
  async function waiting(userId = 'maria') {
    const world = await building();
    const { table, clock, gateway } = world;
    const gate = await createDeviceStore(table).get(buildingId, 'gate');
    if (gate === undefined) throw new Error('no gate');
    const until = new Date(clock.now().getTime() + MINUTE).toISOString();
    await setSimulation({ table }, gate, { script: { behaviour: 'offline', until } });
    const { signal } = new AbortController();
    const ask = async (waitMilliseconds: number) => {
      const at = clock.now();
      const expiresAt = new Date(at.getTime() + waitMilliseconds);
      const terms = { userId, idempotencyKey: 'k', at, expiresAt, signal };
      const order = await commandDevice({ table, gateway }, gate, { kind: 'open_door' }, terms);
      expect(await world.handle(commandOrder(order, at).message.body)).toBe(0);
      return order.orderId;
    };
    return {
      ...world,
      ask,
      statusOf: async (orderId: string) => (await createDeviceOrderStore(table).get(buildingId, orderId))?.status,
    };
  }

  test('is tried again until the device is back', async () => {
    const { ask, fire, clock, statusOf, queues } = await waiting();
    const orderId = await ask(5 * MINUTE);
    for (let tries = 0; tries < 5; tries++) {
      expect(await statusOf(orderId)).toBe('waiting');
      await clock.advance(queues.untilDue() ?? 0);
      expect(await fire()).toBe(1);
    }
    await clock.advance(10_000);
    await fire();
    expect(await statusOf(orderId)).toBe('done');
    expect(queues.untilDue()).toBeUndefined();
  });

  test('is given up when its time is over, and not carried out when the device is back', async () => {
    const { ask, fire, clock, statusOf, queues } = await waiting();
    const orderId = await ask(15_000);
    await clock.advance(10_000);
    await fire();
    expect(queues.untilDue()).toBe(5_000);
    await clock.advance(5_000);
    await fire();
    expect(await statusOf(orderId)).toBe('failed');
    await clock.advance(MINUTE);
    expect(await fire()).toBe(0);
  });

  test('is refused to who is no member any more', async () => {
    const { ask, fire, clock, statusOf } = await waiting('nobody');
    const orderId = await ask(MINUTE);
    await clock.advance(10_000);
    await fire();
    expect(await statusOf(orderId)).toBe('refused');
  });
});

describe('the timer of a ticket', () => {
  test('is set when the ticket is opened, and escalates it when it is due and still open', async () => {
    const { open, lookAt, fire, clock, tickets, inbox, queues } = await building();
    const { reference } = await open();
    await lookAt();
    expect(queues.untilDue()).toBe(8 * HOUR);
    await clock.advance(8 * HOUR);
    expect(await fire()).toBe(1);
    expect(await tickets.get(buildingId, 't1')).toMatchObject({ escalatedAt: clock.now().toISOString() });
    for (const userId of ['ana', 'bruno']) {
      expect(await inbox(userId)).toMatchObject([
        { kind: 'system', urgency: 'urgent', title: `Chamado atrasado: ${reference}`, ticketId: 't1' },
      ]);
    }
    expect(await inbox('rafael')).toEqual([]);
    expect((await inbox('ana'))[0]?.body).toMatch(/encanamento, 1203\) devia estar resolvido até 2026-11-22 17:00/);
  });

  test('that fires twice, or beside the sweep, tells nobody twice and leaves what was read as read', async () => {
    const { open, lookAt, fire, clock, inbox, tickets } = await building();
    await open();
    await lookAt();
    await clock.advance(9 * HOUR);
    await lookAt();
    await fire();
    await lookAt();
    expect(await inbox('ana')).toHaveLength(1);
    const { items } = await tickets.events(buildingId, 't1');
    expect(items.map(({ action }) => action).toSorted()).toEqual(['escalated', 'opened']);
  });

  test('that fires too early is set again and fires then', async () => {
    const { open, lookAt, fire, change, clock, inbox } = await building();
    await open();
    await lookAt();
    await change({ priority: 'normal' });
    await clock.advance(8 * HOUR);
    expect(await fire()).toBe(1);
    expect(await inbox('ana')).toEqual([]);
    await clock.advance(3 * DAY);
    expect(await fire()).toBe(1);
    expect(await inbox('ana')).toHaveLength(1);
  });

  test('is moved with the due time and taken away when the ticket is closed', async () => {
    const { open, lookAt, change, queues } = await building();
    await open();
    await lookAt();
    await change({ priority: 'low' }, 'e1');
    await lookAt();
    expect(queues.untilDue()).toBe(7 * DAY);
    await change({ status: 'resolved' }, 'e2');
    await lookAt();
    expect(queues.untilDue()).toBeUndefined();
    await change({ status: 'open' }, 'e3');
    await lookAt();
    expect(queues.untilDue()).toBe(7 * DAY);
  });

  test('of a ticket that nobody knows is taken away', async () => {
    const { handle, queues } = await building();
    expect(await handle(ticketTimerOrder({ buildingId, ticketId: 'gone' }, 'x').message.body)).toBe(0);
    expect(queues.untilDue()).toBeUndefined();
  });
});

describe('the timer of a code', () => {
  const { signal } = new AbortController();

  test('sets it on its locks when its time has come and takes it away when it is over', async () => {
    const { table, clock, locks, queues, fire } = await building();
    const sender = {
      send: async (queue: string, messages: readonly { body: string; group: string; deduplicationId: string }[]) =>
        void queues.sendBatch(
          queue,
          messages.map(({ body, group, deduplicationId }) => ({ body, groupId: group, deduplicationId })),
        ),
    };
    const deps = credentialDeps({ table, locks, log: silentLog, schedules: lookSchedules(sender) });
    const at = clock.now();
    const deviceId = 'gate';
    await issueCredential(deps, {
      buildingId,
      credentialId: 'k1',
      userId: 'maria',
      secret: { kind: 'code' },
      deviceIds: [deviceId],
      validFrom: new Date(at.getTime() + HOUR),
      validUntil: new Date(at.getTime() + DAY),
      issuedBy: 'ana',
      at,
    });
    const status = async () => (await createCredentialStore(table).get(buildingId, 'k1'))?.status;
    const held = async () => (await locks.listCodes({ buildingId, deviceId }, signal))?.length;
    // Who issued could only send: the look comes too early and sets the timer.
    expect(await fire()).toBe(1);
    expect([await status(), await held(), queues.untilDue()]).toEqual(['pending', 0, HOUR]);
    await clock.advance(HOUR);
    await fire();
    expect([await status(), await held()]).toEqual(['active', 1]);
    await clock.advance(DAY - HOUR);
    await fire();
    expect([await status(), await held(), queues.untilDue()]).toEqual(['expired', 0, undefined]);
  });

  test('whose lock is out of reach tells staff once, and is set again', async () => {
    const { table, clock, locks, queues, handle, inbox, fire } = await building();
    const deps = credentialDeps({ table, locks, log: silentLog, schedules: queueSchedules(queues) });
    const deviceId = 'gate';
    const door = await createDeviceStore(table).get(buildingId, deviceId);
    if (door === undefined) throw new RangeError(deviceId);
    await table.write([replace(deviceEntity, door, { ...door, simulation: 'offline' })]);
    const at = clock.now();
    await issueCredential(deps, {
      buildingId,
      credentialId: 'k1',
      userId: 'maria',
      secret: { kind: 'tag', number: 'A1B2C3' },
      deviceIds: [deviceId],
      validFrom: at,
      issuedBy: 'ana',
      at,
    });
    await fire();
    await handle(JSON.stringify({ kind: 'credential', buildingId, credentialId: 'k1', due: at.toISOString() }));
    expect(await inbox('ana')).toMatchObject([
      { kind: 'system', urgency: 'urgent', title: `Código ainda não gravado: ${door.name}`, aboutUserId: 'ana' },
    ]);
    expect(queues.untilDue()).toBe(2 * MINUTE);
  });

  test('of one that nobody knows is taken away', async () => {
    const { handle, queues } = await building();
    const gone = { kind: 'credential', buildingId, credentialId: 'gone', due: '2026-11-22T12:00:00.000Z' };
    expect(await handle(JSON.stringify(gone))).toBe(0);
    expect(queues.untilDue()).toBeUndefined();
  });
});

describe('a mission that is looked at', () => {
  async function requested() {
    const world = await building();
    const { table, clock } = world;
    const conversation = { buildingId, conversationId: 'c1' };
    await table.write(
      requestMission({
        ...conversation,
        missionId: 'm1',
        userId: 'maria',
        language: 'pt',
        requestedAt: clock.now().toISOString(),
        intents: [{ intent: 'access.open_door', confidence: 1, sure: true, slots: {} }],
        request: 'abre',
      }),
    );
    return {
      ...world,
      mission: () => createMissionStore(table).get(buildingId, 'm1'),
      replies: async () => (await table.list(messageEntity, conversation)).items.map(({ text }) => text),
    };
  }

  test('and whose execution is over is ended: the person is told the truth, and staff are told', async () => {
    const { check, executions, mission, replies, inbox, clock, recorded } = await requested();
    executions.state = 'timed-out';
    await clock.advance(20 * MINUTE);
    expect(await check()).toBe(0);
    expect(await mission()).toMatchObject({ status: 'failed', failureCode: 'MISSION_BROKE_OFF' });
    expect(await replies()).toHaveLength(1);
    for (const userId of ['rafael', 'ana']) {
      expect(await inbox(userId)).toMatchObject(
        [{ kind: 'system', missionId: 'm1', title: /interrompido/ }].map(({ title, ...rest }) => ({
          ...rest,
          title: expect.stringMatching(title),
        })),
      );
    }
    expect(await check()).toBe(0);
    expect(await replies()).toHaveLength(1);
    expect(await inbox('ana')).toHaveLength(1);
    expect(recorded).toEqual([`MissionEnded failed ${20 * MINUTE}`]);
  });

  test('and that runs is left alone', async () => {
    const { check, executions, mission, replies } = await requested();
    executions.state = 'running';
    expect(await check()).toBe(0);
    expect(await mission()).toMatchObject({ status: 'requested' });
    expect(await replies()).toEqual([]);
  });

  test('and that was cancelled is stopped and ended, and says who cancelled it', async () => {
    const { check, executions, mission, replies, inbox, table, clock } = await requested();
    executions.state = 'running';
    await cancelMission(
      { table, audit: auditRecord },
      { buildingId, missionId: 'm1', userId: 'rafael', anybodys: true, at: clock.now() },
    );
    expect(await check()).toBe(0);
    expect(executions.stopped).toEqual(['m1']);
    expect(await mission()).toMatchObject({ status: 'cancelled' });
    expect(await replies()).toEqual(['A equipe cancelou o seu pedido: Abrir uma porta.']);
    expect(await inbox('ana')).toEqual([]);
  });

  test('and that nobody knows is reported as failed, for the dead letters', async () => {
    const { check } = await building();
    expect(await check()).toBe(1);
  });
});
