import type { IdSource } from '@bos/kernel/ids';
import * as z from 'zod';
import type { EventHub } from './event-hub.ts';
import type { MessageStore } from './message-store.ts';
import type { Network } from './network.ts';
import type { PhoneBook, Subscriber } from './phone-book.ts';
import type { PeopleAnswer, PhoneMessage, SimulatedNumber } from './phone-message.ts';
import { Refused } from './refused.ts';
import { createSpeech, sendSchema } from './utterance.ts';

export interface PageApiDependencies {
  readonly ids: IdSource;
  readonly book: PhoneBook;
  readonly store: MessageStore;
  readonly hub: EventHub;
  readonly network: Network;
}

const HISTORY_LENGTH = 200;
const readSchema = z.strictObject({ phone: z.string().min(1).max(64) });

/** What the telephone's page asks for, under `/simulator/api/`. */
export function createPageApi(deps: PageApiDependencies): (request: Request, url: URL) => Promise<Response> {
  const { book, store, hub, network } = deps;
  const spoken = createSpeech(deps);

  function subscriberOf(idOrPhone: string): Subscriber {
    const found = book.find(idOrPhone);
    if (found === undefined) throw new Refused(400, 'from: neither a person nor a telephone number');
    return found;
  }

  function numberOf({ phoneNumberId }: Subscriber): SimulatedNumber {
    const number = book.number(phoneNumberId);
    if (number === undefined) throw new Refused(409, 'this person writes to a number that the simulator does not have');
    return number;
  }

  function events(url: URL): Response {
    const named = url.searchParams.get('phone');
    const phones = named === null ? book.people.map(({ phone }) => phone) : [subscriberOf(named).phone];
    return hub.open(
      phones,
      phones.flatMap((phone) => store.history(phone, HISTORY_LENGTH).map(shown)),
    );
  }

  async function answer(request: Request, url: URL): Promise<Response> {
    const call = `${request.method} ${url.pathname.slice('/simulator/api/'.length)}`;
    if (call === 'GET people') return Response.json({ items: book.people, next: null } satisfies PeopleAnswer);
    if (call === 'GET events') return events(url);
    if (call.startsWith('GET pictures/')) return pictureResponse(call.slice('GET pictures/'.length));
    if (call === 'POST send') {
      const command = await readBody(request, sendSchema);
      const subscriber = subscriberOf(command.from);
      return Response.json(await network.fromPerson(subscriber, numberOf(subscriber), ...spoken(subscriber, command)));
    }
    if (call === 'POST read') {
      network.readByPerson(subscriberOf((await readBody(request, readSchema)).phone));
      return new Response(null, { status: 204 });
    }
    throw new Refused(404, 'there is nothing here');
  }

  function pictureResponse(id: string): Response {
    const picture = store.picture(id);
    if (picture === undefined) throw new Refused(404, 'there is no such picture');
    const headers = {
      'content-type': picture.mimeType,
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=86400',
    };
    return new Response(picture.bytes, { headers });
  }

  return async (request, url) => {
    try {
      return await answer(request, url);
    } catch (error) {
      if (error instanceof Refused) return Response.json({ error: error.message }, { status: error.status });
      throw error;
    }
  };
}

function shown({
  phoneNumberId: _phoneNumberId,
  callbackData: _callbackData,
  ...message
}: PhoneMessage & {
  readonly phoneNumberId: string;
  readonly callbackData?: string;
}): PhoneMessage {
  return message;
}

/** JSON only: a form of another site could post plain text without asking, and speak in a resident's name. */
async function readBody<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new Refused(415, 'the body must be application/json');
  let json: unknown;
  try {
    json = await request.json();
  } catch {
    throw new Refused(400, 'the body is no JSON');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refused(400, [issue?.path.join('.'), issue?.message].filter((part) => part !== '').join(': '));
}
