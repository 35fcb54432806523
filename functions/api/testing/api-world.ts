import { Readable } from 'node:stream';
import { type Building, buildingEntity } from '@bos/buildings/buildings/building';
import { deviceEntity } from '@bos/buildings/devices/device';
import { createSimulatedGateway } from '@bos/buildings/devices/simulated-gateway';
import { createSimulatedLocks } from '@bos/buildings/devices/simulated-locks';
import { unitEntity } from '@bos/buildings/units/unit';
import { auditRecord } from '@bos/governance/audit/audit-record';
import type { ApiHandler } from '@bos/http/bind';
import { routeKey } from '@bos/http/route';
import { silentLog } from '@bos/kernel/log';
import type { Role } from '@bos/kernel/role';
import { systemTimers } from '@bos/kernel/timers';
import { openTicket } from '@bos/operations/tickets/open-ticket';
import { identityEntity } from '@bos/people/identities/identity';
import { identityKey } from '@bos/people/identities/identity-store';
import { type Membership, membershipEntity } from '@bos/people/memberships/membership';
import { replaceMembership } from '@bos/people/memberships/write-membership';
import { personEntity } from '@bos/people/persons/person';
import type { CalendarTransport } from '@bos/stays/feeds/fetch-calendar';
import { create } from '@bos/table/write';
import { createMemoryDocuments } from '@bos/testing/memory-documents';
import type { Ports } from '../../ports/ports.ts';
import * as access from '../access.ts';
import * as audit from '../audit.ts';
import * as buildings from '../buildings.ts';
import * as channels from '../channels.ts';
import * as conversations from '../conversations.ts';
import * as devices from '../devices.ts';
import * as missions from '../missions.ts';
import * as notifications from '../notifications.ts';
import * as people from '../people.ts';
import * as roster from '../roster.ts';
import * as stays from '../stays.ts';
import * as tasks from '../tasks.ts';
import * as tickets from '../tickets.ts';
import * as units from '../units.ts';
import { buildingThings } from './buildings.ts';
import { type ApiAnswer, type ApiCall, callApi } from './call.ts';
import { bookStays } from './stays.ts';
import { accessThings, HOME, things, ticketOf } from './things.ts';

export interface ApiWorld {
  /** Adds a member whose token's subject is their id. */
  addMember(buildingId: string, userId: string, roles: readonly Role[], unitIds?: readonly string[]): Promise<void>;
  endMembership(buildingId: string, userId: string): Promise<void>;
  rename(buildingId: string, userId: string, displayName: string): Promise<void>;
  /** `of` is the person in whose name things are; ids are made from `name`. */
  addThings(name: string, of: string): Promise<void>;
  call(call: ApiCall): Promise<ApiAnswer>;
}

interface ApiEquipment
  extends Pick<Ports, 'table' | 'blindIndex' | 'clock' | 'ids' | 'publicUrl'>,
    Partial<Pick<Ports, 'documents'>> {
  /** What lies at the addresses of calendars; nothing when not given. */
  readonly calendars?: CalendarTransport;
}

/** Every API function over that table, with a building `home`, its unit 1203 and one device. */
export async function apiWorld(equipment: ApiEquipment): Promise<ApiWorld> {
  const { table, blindIndex } = equipment;
  const ports = {
    ...equipment,
    documents: equipment.documents ?? createMemoryDocuments(equipment),
    log: silentLog,
    devices: createSimulatedGateway({ table, clock: equipment.clock, timers: systemTimers }),
    locks: createSimulatedLocks({ table, clock: equipment.clock, timers: systemTimers, blindIndex }),
    deviceSettings: { webhookSecret: async () => 'device-secret', homeAssistant: async () => undefined },
    queues: { send: async () => {} },
    timers: systemTimers,
    // No request of a test leaves the machine.
    calendars: equipment.calendars ?? (async () => ({ status: 404, location: undefined, body: Readable.from([]) })),
  };
  const handlers = new Map<string, ApiHandler>();
  for (const api of [
    access,
    buildings,
    units,
    people,
    roster,
    conversations,
    missions,
    tickets,
    tasks,
    stays,
    channels,
    devices,
    notifications,
    audit,
  ]) {
    const handler = api.build(ports, { checkResponses: true });
    for (const route of api.routes) handlers.set(routeKey(route), handler);
  }

  for (const buildingId of [HOME, 'elsewhere'])
    await table.write([
      create<Building>(buildingEntity, {
        buildingId,
        name: buildingId,
        timeZone: 'America/Sao_Paulo',
        languages: ['pt'],
        emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
      }),
      create(unitEntity, { buildingId, unitId: '1203', tower: 'A', floor: 12 }),
      create(unitEntity, { buildingId, unitId: '0704', tower: 'A', floor: 7 }),
      create(deviceEntity, {
        kind: 'door',
        buildingId,
        deviceId: 'gate',
        name: 'Gate',
        door: 'gate',
        gateway: 'simulator',
        simulation: 'works',
      }),
    ]);

  async function change(buildingId: string, userId: string, changes: Partial<Membership>): Promise<void> {
    const membership = await table.get(membershipEntity, { buildingId, userId });
    if (!membership) throw new RangeError(userId);
    const actor = { kind: 'user', id: 'ana' } as const;
    const changedBy = { audit: auditRecord, actor, at: equipment.clock.now() };
    const after = { ...membership, ...changes };
    await table.write(await replaceMembership({ table, blindIndex }, membership, after, changedBy));
  }

  return {
    async addMember(buildingId, userId, roles, unitIds = []) {
      const key = await identityKey(blindIndex, 'oidc', userId);
      if (!key) throw new RangeError(userId);
      const known = await table.get(identityEntity, { channel: key.channel, hash: key.hash });
      await table.write([
        create(membershipEntity, { buildingId, userId, status: 'active', roles: [...roles], unitIds: [...unitIds] }),
        ...(known
          ? []
          : [
              create(identityEntity, { ...key, userId }),
              create(personEntity, { userId, displayName: userId, phone: '5511900000301' }),
            ]),
      ]);
    },
    endMembership: (buildingId, userId) => change(buildingId, userId, { status: 'ended' }),
    rename: (buildingId, userId, displayName) => change(buildingId, userId, { displayName }),
    async addThings(name, of) {
      await table.write([...things(name, of), ...accessThings(name, of), ...buildingThings(name)]);
      await openTicket({ table }, ticketOf(name, of));
      await bookStays(table, name, of);
    },
    async call(call) {
      const handler = handlers.get(call.routeKey);
      if (!handler) throw new Error(`no function serves ${call.routeKey}`);
      return callApi(handler, call);
    },
  };
}
