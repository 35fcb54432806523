import type { Clock } from '@bos/kernel/clock';
import type { IdSource } from '@bos/kernel/ids';
import type { Log } from '@bos/kernel/log';
import type { Timers } from '@bos/kernel/timers';
import { createCourier } from './courier.ts';
import { createEventHub } from './event-hub.ts';
import { createGraphEndpoint } from './graph-endpoint.ts';
import { openMessageStore } from './message-store.ts';
import { createNetwork } from './network.ts';
import { createPageApi } from './page-api.ts';
import { createPhoneBook } from './phone-book.ts';
import type { SimulatedNumber, SimulatedPerson } from './phone-message.ts';

export interface SimulatorOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: IdSource;
  readonly log: Log;
  /** The secret with which webhooks are signed. */
  readonly appSecret: string;
  /** What the Graph endpoint wants as bearer token. */
  readonly accessToken: string;
  /** Where the webhook is; asked at each delivery, for the server's port may not be known before. */
  readonly webhookUrl: () => string;
  readonly people: readonly SimulatedPerson[];
  readonly numbers: readonly SimulatedNumber[];
  /** A SQLite file for the messages; without it they are gone with the process. */
  readonly persist?: string;
  readonly fetch?: typeof globalThis.fetch;
}

export interface Simulator {
  /** Answers what is under `/simulator/graph/` and `/simulator/api/`; undefined for everything else. */
  handle(request: Request): Promise<Response | undefined>;
  /** Ends the streams of open pages and all that was still to be delivered. Nothing may be asked of it afterwards. */
  close(): void;
}

/**
 * WhatsApp on one machine: telephones for the people of the demo on one side, the Graph API on the other. It touches
 * nothing of the system but the signed webhook and the endpoint that it offers.
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { clock, timers, ids, log, appSecret, accessToken, webhookUrl, fetch = globalThis.fetch } = options;
  const book = createPhoneBook(options.people, options.numbers);
  const store = openMessageStore(options.persist ?? ':memory:');
  const hub = createEventHub(timers);
  const courier = createCourier({ url: webhookUrl, appSecret, timers, log, fetch });
  const network = createNetwork({ clock, timers, ids, book, store, hub, courier });
  const graph = createGraphEndpoint({ ids, accessToken, book, store, network });
  const page = createPageApi({ ids, book, store, hub, network });

  return {
    async handle(request) {
      const url = new URL(request.url);
      if (url.pathname.startsWith('/simulator/graph/')) return graph(request, url);
      if (url.pathname.startsWith('/simulator/api/')) return page(request, url);
      return undefined;
    },
    close() {
      hub.close();
      network.close();
      courier.close();
      store.close();
    },
  };
}
