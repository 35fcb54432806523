import { BatchGetCommand, GetCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { simulatedLocks } from '@bos/buildings/access/testing/simulated-locks';
import { buildingEntity } from '@bos/buildings/buildings/building';
import { type DoorDevice, deviceEntity } from '@bos/buildings/devices/device';
import { createSimulatedGateway } from '@bos/buildings/devices/simulated-gateway';
import { unitEntity } from '@bos/buildings/units/unit';
import { openQueues } from '@bos/embedded/queue/queues';
import { queueSchedules } from '@bos/embedded/queue/schedules';
import { failedReceipts, sqsEvent } from '@bos/embedded/runtime/sqs-event';
import { toLambdaRecord } from '@bos/embedded/streams/lambda-record';
import { passesFilter } from '@bos/kernel/event-pattern';
import { silentLog } from '@bos/kernel/log';
import { membershipEntity } from '@bos/people/memberships/membership';
import { type CreateReservationCommand, createReservation } from '@bos/stays/reservations/create-reservation';
import { create } from '@bos/table/write';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { recordedMetrics } from '@bos/testing/recorded-metrics';
import type { DynamoDBRecord } from 'aws-lambda';
import { QUEUES } from '../../../queue-definitions.ts';
import { build as buildReconcile } from '../../../schedules/reconcile-access.ts';
import { ROUTED_PATTERNS } from '../../../streams/routed-changes.ts';
import { build as buildRouter } from '../../../streams/router.ts';
import { build as buildTimers } from '../../timers.ts';

export const buildingId = 'b1';
const QUEUE = QUEUES.timers.name;
const READS = [GetCommand, BatchGetCommand, QueryCommand, ScanCommand];
/** The types that the router reads here; to compare all others would be most of the work. */
const FOLLOWED = ['reservation', 'credential', 'parcel', 'task'];
const RAFAEL = { actor: { kind: 'user', id: 'rafael' } } as const;

const doorOf = (deviceId: string, door: 'gate' | 'unit', unitId?: string): DoorDevice => ({
  kind: 'door',
  buildingId,
  deviceId,
  name: deviceId,
  door,
  gateway: 'simulator',
  ...(unitId !== undefined && { unitId }),
});

async function nobody(): Promise<never> {
  throw new Error('not asked for');
}

/**
 * A building with a gate and units to let, whose stream, router, queue of timers and locks work as they do in production,
 * over a table in memory. Nothing moves by itself: `flow` brings changes to where they lead.
 */
export async function guestHouse(unitIds: readonly string[]) {
  const clock = virtualClock();
  const memory = createMemoryTable({ clock });
  const { table, client } = memory;
  const ids = seededIds(clock);
  const queues = openQueues({ databasePath: ':memory:', clock, ids });
  const { visibilitySeconds } = QUEUES.timers;
  queues.create(`${QUEUE}-dead`, { fifo: true });
  queues.create(QUEUE, { fifo: true, visibilitySeconds, maxReceives: 8, deadLetterQueue: `${QUEUE}-dead` });
  const locks = simulatedLocks(['gate', ...unitIds.map((unitId) => `door-${unitId}`)]);

  const followed = () =>
    new Map(
      memory
        .items()
        .filter(({ type }) => FOLLOWED.some((one) => one === type))
        .map((item) => [`${item.PK} ${item.SK}`, item]),
    );
  let before = followed();
  let changes: DynamoDBRecord[] = [];
  function record(): void {
    const after = followed();
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      const [old, now] = [before.get(key), after.get(key)];
      if (old?.version === now?.version && old?.created_at === now?.created_at) continue;
      const dynamodb = {
        ApproximateCreationDateTime: clock.now(),
        SequenceNumber: ids.next(),
        ...(old && { OldImage: marshall(old) }),
        ...(now && { NewImage: marshall(now) }),
      };
      changes.push(toLambdaRecord({ dynamodb }, 'arn:aws:dynamodb:local:stream'));
    }
    before = after;
  }
  const send = client.send.bind(client);
  Object.assign(client, {
    send(...given: Parameters<typeof send>) {
      const answer = send(...given);
      if (!READS.some((read) => given[0] instanceof read)) record();
      return answer;
    },
  });

  const ports = {
    table,
    clock,
    timers: clock.timers,
    log: silentLog,
    locks,
    metrics: recordedMetrics().metrics,
    blindIndex: memory.blindIndex,
    devices: createSimulatedGateway({ table, clock, timers: clock.timers }),
    language: {
      understand: nobody,
      detectEmergency: nobody,
      extractSlots: nobody,
      textSimilarity: nobody,
    },
    schedules: queueSchedules(queues),
    queues: {
      send: async (queue: string, messages: readonly { body: string; group: string; deduplicationId: string }[]) =>
        void queues.sendBatch(
          queue,
          messages.map(({ body, group, deduplicationId }) => ({ body, groupId: group, deduplicationId })),
        ),
    },
    missions: {
      start: nobody,
      answer: nobody,
      fail: nobody,
      heartbeat: nobody,
      stop: nobody,
      describe: nobody,
    },
  };
  const router = buildRouter(ports);
  const timers = buildTimers(ports);
  const reconcile = buildReconcile(ports);

  async function work(): Promise<void> {
    for (;;) {
      queues.sendDue();
      const messages = queues.receive(QUEUE, 10);
      if (messages.length === 0) return;
      const failed = new Set(failedReceipts(await timers(sqsEvent(QUEUE, messages)), messages));
      const receipts = messages.map(({ receipt }) => receipt);
      queues.settle(
        QUEUE,
        receipts.filter((receipt) => !failed.has(receipt)),
        [...failed].map((receipt) => ({ receipt, delaySeconds: 1, counted: true })),
      );
    }
  }

  await table.write([
    create(buildingEntity, {
      buildingId,
      name: 'Solar',
      timeZone: 'America/Sao_Paulo',
      languages: ['pt'],
      emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
    }),
    create(deviceEntity, doorOf('gate', 'gate')),
    ...unitIds.flatMap((unitId) => [
      create(unitEntity, { buildingId, unitId, floor: 7 }),
      create(deviceEntity, doorOf(`door-${unitId}`, 'unit', unitId)),
    ]),
    create(membershipEntity, {
      buildingId,
      userId: 'maria',
      status: 'active',
      roles: ['resident'],
      unitIds: [...unitIds],
    }),
  ]);

  return {
    ...ports,
    items: memory.items,
    /** The hour's reconciliation, with all that it sets in motion. */
    async reconcile(): Promise<void> {
      await reconcile();
      await work();
    },
    /** What was written is routed and worked on, until nothing is left to do. */
    async flow(): Promise<void> {
      await work();
      while (changes.length > 0) {
        const routed = changes.filter((change) => passesFilter(ROUTED_PATTERNS, change));
        changes = [];
        await router({ Records: routed });
        await work();
      }
    },
    /** The stream forgets what was written; how much that was. */
    lose(): number {
      const { length } = changes;
      changes = [];
      return length;
    },
    /** Changes that wait to be routed, as they are. */
    waiting: (): readonly DynamoDBRecord[] => changes,
    route: (records: readonly DynamoDBRecord[]) => router({ Records: [...records] }),
    work,
    dead: () => queues.depths(QUEUE).dead,
    book: (reservationId: string, changes: Partial<CreateReservationCommand>) =>
      createReservation(
        { table, randomness: () => Uint8Array.from(ids.next().slice(10), (letter) => letter.charCodeAt(0) % 32) },
        {
          buildingId,
          reservationId,
          kind: 'stay',
          unitId: unitIds[0] ?? '',
          checkIn: '2026-12-01',
          checkOut: '2026-12-04',
          source: 'direct',
          status: 'confirmed',
          guests: [{ userId: `guest-${reservationId}` }],
          by: RAFAEL,
          at: clock.now(),
          ...changes,
        },
      ),
    of: (reservationId: string) => ({ buildingId, reservationId, by: RAFAEL, at: clock.now() }),
    close: () => queues.close(),
  };
}
