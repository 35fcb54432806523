import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_CHANNELS } from '@bos/embedded/demo/demo-building';
import { DEMO_PEOPLE } from '@bos/embedded/demo/demo-people';
import type { LocalDocuments } from '@bos/embedded/documents/local-documents';
import type { LocalIdentity } from '@bos/embedded/identity/identity';
import { buildPages } from '@bos/embedded/pages/build-pages';
import { createPages } from '@bos/embedded/pages/pages';
import type { SimulatedNumber, SimulatedPerson } from '@bos/embedded/simulator/phone-message';
import { createSimulator, type Simulator } from '@bos/embedded/simulator/simulator';
import type { Clock } from '@bos/kernel/clock';
import type { IdSource } from '@bos/kernel/ids';
import type { Log } from '@bos/kernel/log';
import type { Timers } from '@bos/kernel/timers';
import { ROOT } from './settings.ts';

interface SiteOptions {
  readonly withSimulator: boolean;
  readonly dataDir: string;
  readonly url: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly identity: LocalIdentity;
  readonly documents: LocalDocuments;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: IdSource;
  readonly log: Log;
}

/** WhatsApp's business account of a number is of no account here: the simulator only repeats it. */
const ACCOUNT_ID = 'simulated-account';

function simulatedNumbers(): SimulatedNumber[] {
  return DEMO_CHANNELS.map(({ phoneNumberId, displayPhoneNumber }) => ({
    phoneNumberId,
    displayPhoneNumber,
    accountId: ACCOUNT_ID,
  }));
}

/** The demo's people with their telephones; all write to the building's first number. */
function simulatedPeople(): SimulatedPerson[] {
  const phoneNumberId = DEMO_CHANNELS[0]?.phoneNumberId ?? '';
  return DEMO_PEOPLE.map(({ userId, displayName, role, locale, phone, unitId }) => ({
    id: userId,
    name: displayName,
    role,
    language: locale,
    phone,
    phoneNumberId,
    ...(unitId !== undefined && { unit: unitId }),
  }));
}

/**
 * WhatsApp on this machine, played for the people of the demo. Its telephones live in memory: a file of theirs would
 * keep in clear what the system itself never does.
 */
function openSimulator(options: SiteOptions): Simulator {
  const { dataDir, url } = options;
  for (const name of ['simulator.db', 'simulator.db-wal', 'simulator.db-shm'])
    rmSync(join(dataDir, name), { force: true });
  return createSimulator({
    ...options,
    webhookUrl: () => `${url}/webhooks/whatsapp`,
    people: simulatedPeople(),
    numbers: simulatedNumbers(),
  });
}

/** Everything beside the API: console, simulator, its documentation, the buildings' documents, sign-in. */
export async function createSite(options: SiteOptions): Promise<(request: Request) => Promise<Response | undefined>> {
  const { dataDir, identity, documents } = options;
  const folder = await buildPages({ outputDir: join(dataDir, 'pages') });
  const pages = createPages({ folder, swaggerDir: join(ROOT, 'node_modules', 'swagger-ui-dist') });
  const simulator = options.withSimulator ? openSimulator(options) : undefined;
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const signedIn = await identity.endpoints(request.method, pathname, searchParams);
    if (signedIn) return new Response(signedIn.body, { status: signedIn.status, headers: signedIn.headers });
    if (pathname.startsWith('/simulator') && simulator === undefined) return undefined;
    return (await simulator?.handle(request)) ?? (await documents.handle(request)) ?? pages.handle(request);
  };
}
