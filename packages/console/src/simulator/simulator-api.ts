import type {
  PeopleAnswer,
  PhoneMessage,
  SendAnswer,
  SendCommand,
  SimulatedPerson,
} from '@bos/embedded/simulator/phone-message';

const BASE = '/simulator/api';

/** The simulator refused, or did not answer; `message` says why. */
export class SimulatorError extends Error {}

async function call(path: string, body?: object): Promise<Response> {
  const init = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${BASE}/${path}`, init);
  if (response.ok) return response;
  const answer: { error?: string } = await response.json().catch(() => ({}));
  throw new SimulatorError(answer.error ?? `HTTP ${response.status}`);
}

export async function listPeople(): Promise<readonly SimulatedPerson[]> {
  const answer: PeopleAnswer = await (await call('people')).json();
  return answer.items;
}

export async function send(command: SendCommand): Promise<SendAnswer> {
  return (await call('send', command)).json();
}

/** Tells that the telephone shows all that it received. */
export async function markRead(phone: string): Promise<void> {
  await call('read', { phone });
}

export interface PhoneListener {
  history(messages: readonly PhoneMessage[]): void;
  message(message: PhoneMessage): void;
  typing(phone: string): void;
  connected(connected: boolean): void;
}

/** Follows all telephones of the demo until the returned function is called. The browser reconnects by itself. */
export function followPhones(listener: PhoneListener): () => void {
  const source = new EventSource(`${BASE}/events`);
  source.onopen = () => listener.connected(true);
  source.onerror = () => listener.connected(false);
  source.addEventListener('history', ({ data }) => listener.history(JSON.parse(data)));
  source.addEventListener('message', ({ data }) => listener.message(JSON.parse(data)));
  source.addEventListener('typing', ({ data }) => listener.typing(JSON.parse(data).phone));
  return () => source.close();
}
