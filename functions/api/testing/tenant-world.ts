import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { buildingEntity } from '@bos/buildings/buildings/building';
import { deviceEntity } from '@bos/buildings/devices/device';
import { unitEntity } from '@bos/buildings/units/unit';
import { routeKey } from '@bos/http/route';
import { openTicket } from '@bos/operations/tickets/open-ticket';
import { createBlindIndex } from '@bos/table/encryption/blind-index';
import { createKeyRing } from '@bos/table/encryption/key-ring';
import { createTable } from '@bos/table/table';
import { fencedClient, type Refusal } from '@bos/table/tenant-client';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { create } from '@bos/table/write';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryClient } from '@bos/testing/memory-client';
import { testKeyWrapper } from '@bos/testing/memory-table';
import fc from 'fast-check';
import { API_ROUTES } from '../../catalog/routes.ts';
import { apiWorld } from './api-world.ts';
import { buildingBodies, buildingThings, rosterOf } from './buildings.ts';
import type { ApiAnswer, ApiCall } from './call.ts';
import { DEVICE_BODIES } from './devices.ts';
import { peopleBodies, peopleParams, peopleThings } from './people.ts';
import { bookStays, stayBodies, stayOf } from './stays.ts';
import { ACCESS_BODIES, accessThings, DAY_OF_THINGS, things, ticketOf } from './things.ts';

/** Names that begin alike: where a prefix is mistaken for a name, `b1` reads what belongs to `b10`. */
export const BUILDINGS = ['b1', 'b10'] as const;
export type Building = (typeof BUILDINGS)[number];

/** Managers of one, of the other and of both, a resident of one, and somebody who belongs nowhere. */
export const MEMBERS: Readonly<Record<string, readonly Building[]>> = {
  ana: ['b1'],
  bea: ['b10'],
  carla: ['b1', 'b10'],
  nobody: [],
};

/** By this name requests for wrapped keys are told from all others. */
export const KEYS_TABLE = 'bos-keys-test';

/** A request to the table, as it went out. */
export interface SentRequest {
  readonly routeKey: string;
  /** In whose name: a building's, or undefined for that of the function itself. */
  readonly signer: string | undefined;
  readonly command: unknown;
}

export interface TenantWorld {
  call(call: ApiCall): Promise<ApiAnswer>;
  readonly sent: readonly SentRequest[];
  readonly refusals: readonly Refusal[];
  /** All that lies in the table for a building, as text. */
  itemsOf(building: Building): string;
}

/** The client with another `send`. */
function sendingThrough(client: DynamoDBDocumentClient, send: (command: unknown) => unknown): DynamoDBDocumentClient {
  const through = new Proxy(client.send, { apply: (_send, _this, [command]) => send(command) });
  return new Proxy(client, { get: (_client, name) => (name === 'send' ? through : undefined) });
}

/**
 * Every API function as it runs on AWS, each tenant's requests signed in its own name, over a table in memory with two
 * buildings that hold the same things.
 */
export async function tenantWorld(): Promise<TenantWorld> {
  const clock = virtualClock();
  const memory = createMemoryClient();
  const sent: SentRequest[] = [];
  const refusals: Refusal[] = [];
  let routeKeyNow: string | undefined;
  let signer: string | undefined;

  const noting = sendingThrough(memory.client, (command) => {
    if (routeKeyNow !== undefined) sent.push({ routeKey: routeKeyNow, signer, command });
    return Reflect.apply(memory.client.send, undefined, [command]);
  });
  const fenced = fencedClient({
    client: noting,
    onRefused: ({ refusal }) => void refusals.push(refusal),
    signing: {
      as(buildingId, work) {
        signer = buildingId;
        const answer = work();
        signer = undefined;
        return answer;
      },
      prepare: () => {},
    },
  });
  // What is there before the first call was put there by workers.
  const client = sendingThrough(memory.client, (command) =>
    Reflect.apply((routeKeyNow === undefined ? noting : fenced).send, undefined, [command]),
  );

  const tableName = 'bos-data-test';
  const keys = createKeyRing({
    store: createWrappedKeyStore(client, KEYS_TABLE, clock),
    wrapper: testKeyWrapper,
    clock,
  });
  const table = createTable({ client, tableName, keys, clock });
  const world = await apiWorld({
    table,
    blindIndex: createBlindIndex(keys),
    clock,
    ids: seededIds(clock),
    publicUrl: 'https://pages.example',
  });

  for (const [userId, buildings] of Object.entries(MEMBERS))
    for (const building of buildings) await world.addMember(building, userId, ['manager']);
  for (const buildingId of BUILDINGS) {
    await table.write([
      create(buildingEntity, {
        buildingId,
        name: `house-${buildingId}`,
        timeZone: 'America/Sao_Paulo',
        languages: ['pt'],
        emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
      }),
      create(unitEntity, { buildingId, unitId: `u-${buildingId}`, tower: 'A', floor: 1 }),
      create(deviceEntity, {
        kind: 'door',
        buildingId,
        deviceId: `d-${buildingId}`,
        name: `gate-${buildingId}`,
        door: 'gate',
        gateway: 'simulator',
        simulation: 'works',
      }),
      ...things(buildingId, 'carla', buildingId),
      ...accessThings(buildingId, 'carla', buildingId),
      ...buildingThings(buildingId, buildingId),
      ...peopleThings(buildingId, buildingId),
    ]);
    await openTicket({ table }, ticketOf(buildingId, 'carla', buildingId));
    await bookStays(table, buildingId, 'carla', buildingId);
  }

  return {
    sent,
    refusals,
    async call(call) {
      routeKeyNow = call.routeKey;
      try {
        return await world.call(call);
      } finally {
        routeKeyNow = undefined;
      }
    },
    itemsOf: (building) =>
      JSON.stringify(
        memory
          .items()
          .filter(({ PK }) => PK === `BUILDING#${building}` || String(PK).startsWith(`BUILDING#${building}#`)),
      ),
  };
}

const BODIES: Readonly<Record<string, unknown>> = {
  replyToConversation: { text: 'Good morning.' },
  openTicket: { category: 'plumbing', area: 'common', description: 'A tap drips.' },
  updateTicket: { comment: 'On my way.' },
  overrideRetention: {},
  ...buildingBodies('any'),
  ...DEVICE_BODIES,
  ...ACCESS_BODIES,
};

export interface AnyCall {
  readonly call: ApiCall;
  /** The building in its path. */
  readonly building: Building | undefined;
  /** Which of the cursors that were given out before it goes on from. */
  readonly cursor: number | undefined;
}

/** What somebody may ask of the API: any operation, in any building, for things of either, with a cursor of either. */
export const anyCall: fc.Arbitrary<AnyCall> = fc
  .record({
    route: fc.constantFrom(...API_ROUTES),
    as: fc.constantFrom(...Object.keys(MEMBERS)),
    building: fc.constantFrom(...BUILDINGS),
    thing: fc.constantFrom(...BUILDINGS),
    version: fc.integer({ min: 1, max: 3 }),
    limit: fc.integer({ min: 1, max: 2 }),
    cursor: fc.option(fc.nat(), { nil: undefined }),
  })
  .map(({ route, as, building, thing, version, limit, cursor }) => {
    const params = {
      buildingId: building,
      unitId: `u-${thing}`,
      userId: 'carla',
      deviceId: `d-${thing}`,
      conversationId: `${route.operationId === 'handBackConversation' ? 'e' : 'c'}-${thing}`,
      missionId: `m-${thing}`,
      ticketId: `t-${thing}`,
      taskId: `w-${thing}`,
      reservationId: `${stayOf(route.operationId)}-${thing}`,
      notificationId: 'n1',
      credentialId: `k-${thing}`,
      visitorId: `v-${thing}`,
      feedId: `f-${thing}`,
      linkId: `l-${thing}`,
      parcelId: `p-${thing}`,
      vendorId: `f-${thing}`,
      importId: rosterOf(thing),
      date: DAY_OF_THINGS,
      ...peopleParams(route.operationId, thing),
    };
    const named = Object.entries(params).filter(([name]) => route.path.includes(`{${name}}`));
    const bodies = { ...BODIES, ...peopleBodies(thing), ...stayBodies(`s-${thing}`) };
    const call: ApiCall = {
      as,
      routeKey: routeKey(route),
      params: Object.fromEntries(named),
      ...(route.method === 'GET' && {
        query: { limit: String(limit), ...(route.operationId === 'listReservations' && { month: '2026-11' }) },
      }),
      ...(route.operationId in bodies && { body: bodies[route.operationId] }),
      headers: {
        ...(route.ifMatch !== undefined && { 'if-match': `"${version}"` }),
        ...(route.idempotencyKey === 'required' && { 'idempotency-key': String(version) }),
      },
    };
    return { call, cursor, building: route.path.includes('{buildingId}') ? building : undefined };
  });
