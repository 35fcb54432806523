import { operatorEntity } from '@bos/buildings/buildings/operator';
import { seedDemo } from '@bos/embedded/demo/seed-demo';
import { createDocumentLinks } from '@bos/embedded/documents/document-links';
import type { ApiHandler } from '@bos/http/bind';
import { routeKey } from '@bos/http/route';
import { silentLog } from '@bos/kernel/log';
import { checkInLinkRoutes } from '@bos/stays/check-in/check-in-link-routes';
import type { CalendarTransport } from '@bos/stays/feeds/fetch-calendar';
import { pmsWebhookRoute } from '@bos/stays/pms/pms-routes';
import { scopeName } from '@bos/table/encryption/key-scope';
import { create } from '@bos/table/write';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryDocuments, type MemoryDocuments } from '@bos/testing/memory-documents';
import { createMemoryTable, type MemoryTable, testKeyWrapper } from '@bos/testing/memory-table';
import type { Ports } from '../../../ports/ports.ts';
import { build as buildPms } from '../../../webhooks/pms.ts';
import { build as buildCheckIn } from '../../check-in.ts';
import { build as buildOpenApi, routes as openApiRoutes } from '../../openapi.ts';
import { type ApiWorld, apiWorld } from '../api-world.ts';
import { callApi } from '../call.ts';
import type { WalkWorld } from './walk.ts';

/** Half past nine on a Sunday in the building. */
const MORNING = new Date('2026-11-22T12:30:00.000Z');
/** Of one such as API Gateway gives. */
const REQUEST_ID = 'OeIPRj6XIAMEVJg=';
const PUBLIC_URL = 'https://aurora.example';

export interface DocumentedWorld extends WalkWorld {
  readonly documents: Pick<MemoryDocuments, 'put'>;
  /** For functions that are to lack something. */
  readonly ports: Pick<Ports, 'table' | 'blindIndex' | 'ids' | 'log'> & Pick<WalkWorld, 'clock'>;
  readonly requestId: string;
  readonly addMember: ApiWorld['addMember'];
}

/** Documents in memory with the links that one machine signs. */
function signedDocuments(clock: WalkWorld['clock']): MemoryDocuments {
  const links = createDocumentLinks({ secret: Buffer.alloc(32, 1), clock });
  return {
    ...createMemoryDocuments({ clock }),
    signUpload: async (request) => links.upload(request),
    signDownload: async (request) => links.download(request),
  };
}

/** Another one for each name, so that no two things of the document have one id. */
const seedOf = (name: string): number =>
  [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7);

/** Ids that are made from hashes come from it. */
async function keepPlatformKey(keyStore: MemoryTable['keyStore'], clock: WalkWorld['clock']): Promise<void> {
  const scope = { kind: 'platform' } as const;
  const wrapped = await testKeyWrapper.wrap(Buffer.alloc(32, 1), { scope: scopeName(scope) });
  await keyStore.create(scope, { keys: [{ version: 1, by: 0, from: clock.now().toISOString(), wrapped }] });
}

/**
 * Every operation of the API in the demo building on the day on which it was made: always the same, but for what handlers
 * make of randomness of their own. Ana, its manager, runs the platform as well.
 */
export async function documentedWorld(name: string, calendars: CalendarTransport): Promise<DocumentedWorld> {
  const clock = virtualClock(MORNING);
  const memory = createMemoryTable({ clock });
  await keepPlatformKey(memory.keyStore, clock);
  const documents = signedDocuments(clock);
  const ports = { ...memory, clock, ids: seededIds(clock, seedOf(name)), documents, log: silentLog };
  const members = await apiWorld({ ...ports, publicUrl: PUBLIC_URL, calendars });
  await seedDemo(memory, clock.now());
  await memory.table.write([
    create(operatorEntity, { userId: 'ana', addedAt: clock.now().toISOString(), addedBy: 'command-line' }),
  ]);

  const checkIn = buildCheckIn(ports, { checkResponses: true });
  const handlers = new Map<string, ApiHandler>([
    ...checkInLinkRoutes.map((route) => [routeKey(route), checkIn] as const),
    [routeKey(pmsWebhookRoute), buildPms(ports)],
    ...openApiRoutes.map((route) => [routeKey(route), buildOpenApi(ports)] as const),
  ]);
  return {
    name,
    clock,
    table: memory.table,
    documents,
    ports,
    requestId: REQUEST_ID,
    addMember: members.addMember,
    call(call) {
      const request = { ...call, requestId: REQUEST_ID };
      const handler = handlers.get(call.routeKey);
      return handler === undefined ? members.call(request) : callApi(handler, request);
    },
  };
}
