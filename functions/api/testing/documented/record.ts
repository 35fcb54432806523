import type { DocumentExamples, OperationExample } from '@bos/http/openapi-examples';
import { documentCredentials, documentDay, documentParcels, documentVisitors } from './access.ts';
import { documentBuildings, documentRosters, documentUnits } from './buildings.ts';
import { calendars, documentCalendars, documentPms } from './channels.ts';
import { documentCheckIn } from './check-in.ts';
import { documentConversations, documentNotifications } from './conversations.ts';
import { documentDevices, documentReadings } from './devices.ts';
import { type DocumentedWorld, documentedWorld } from './documented-world.ts';
import { gatewayMessages } from './gateway-messages.ts';
import { documentMissions } from './missions.ts';
import { documentMerges, documentPeople, documentVerification } from './people.ts';
import { sharedProblems } from './problems.ts';
import { refusedCredentials, refusedVisits } from './refused-access.ts';
import { refusedCalendars, refusedPms } from './refused-channels.ts';
import { refusedCheckIn } from './refused-check-in.ts';
import { refusedMerges, refusedVerification } from './refused-identities.ts';
import { refusedPeople, refusedRosters } from './refused-people.ts';
import { refusedStays } from './refused-stays.ts';
import { refusedConversations, refusedMissions, refusedUnits, refusedWork } from './refused-work.ts';
import { documentStays } from './stays.ts';
import { documentSystem } from './system.ts';
import { type Walk, walkThrough } from './walk.ts';
import { documentTasks, documentTickets } from './work.ts';

/** Each in a world of its own: what is added to one moves nothing in the others. */
const ROOMS: Readonly<Record<string, (walk: Walk, world: DocumentedWorld) => Promise<void>>> = {
  buildings: documentBuildings,
  units: documentUnits,
  rosters: documentRosters,
  people: documentPeople,
  verification: documentVerification,
  merges: documentMerges,
  conversations: documentConversations,
  notifications: documentNotifications,
  missions: documentMissions,
  tickets: documentTickets,
  tasks: documentTasks,
  stays: documentStays,
  'check-in': documentCheckIn,
  calendars: documentCalendars,
  pms: documentPms,
  devices: documentDevices,
  readings: documentReadings,
  credentials: documentCredentials,
  visitors: documentVisitors,
  parcels: documentParcels,
  day: documentDay,
  system: documentSystem,
  'refused units': refusedUnits,
  'refused people': refusedPeople,
  'refused verification': refusedVerification,
  'refused merges': refusedMerges,
  'refused rosters': refusedRosters,
  'refused conversations': refusedConversations,
  'refused missions': refusedMissions,
  'refused work': refusedWork,
  'refused stays': refusedStays,
  'refused check-in': refusedCheckIn,
  'refused calendars': refusedCalendars,
  'refused pms': refusedPms,
  'refused credentials': refusedCredentials,
  'refused visits': refusedVisits,
};

/** Walks through the whole API and records what it answers, by name. */
export async function recordExamples(): Promise<DocumentExamples> {
  const operations = new Map<string, OperationExample>();
  for (const [name, room] of Object.entries(ROOMS)) {
    const world = await documentedWorld(name, calendars);
    await room(walkThrough(world, operations), world);
  }
  const problems = await sharedProblems(await documentedWorld('problems', calendars));
  return {
    operations: sorted(operations),
    problems: sorted(Object.entries(problems)),
    messages: await gatewayMessages(),
  };
}

const sorted = <T>(entries: Iterable<readonly [string, T]>): Record<string, T> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
