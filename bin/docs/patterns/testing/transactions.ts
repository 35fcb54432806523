import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createMemoryClient } from '@bos/testing/memory-client';
import { costWorld } from '../../testing/cost-world.ts';
import type { Measurements } from '../measurements.ts';
import { isWrite, summary, type Write } from './acts.ts';
import type { RecordedClient } from './recorded-client.ts';

/** What people write: answered from the FAQ, a fault, a door, and that no message is wanted any more. */
const MESSAGES = [
  'Qual é a senha do wifi?',
  'A torneira da cozinha está vazando muito, podem mandar alguém?',
  'Abre o portão da rua por favor',
  'STOP',
];

/** What holds a wrapped key: no entity. */
const KEY = 'wrapped_key';

/** A write as it went out, and the function that sent it. */
interface SentWrite {
  readonly by: string;
  readonly command: Write;
}

/** Everything that the functions write while the demo building is seeded and these messages are worked on. */
async function sentWrites(): Promise<readonly SentWrite[]> {
  const inner = createMemoryClient();
  const sent: SentWrite[] = [];
  let by = 'seed';
  async function send(command: unknown): Promise<unknown> {
    const answer: unknown = await Reflect.apply(inner.client.send, inner.client, [command]);
    // What the table refused is not sent again.
    if (isWrite(command)) sent.push({ by, command });
    return answer;
  }
  const world = await costWorld({
    memory: { ...inner, client: { send } as unknown as DynamoDBDocumentClient },
    onInvoke: (name) => {
      by = name;
    },
  });
  for (const [n, body] of MESSAGES.entries()) {
    await world.measure({ messages: [{ id: `pattern-${n}`, from: '5511900000301', type: 'text', text: { body } }] });
  }
  return sent;
}

/** Does all of it again on an engine, in a table of the same name, and tells what each kind of write consumes. */
export async function measureTransactions(recorded: RecordedClient): Promise<Measurements['transactions']> {
  const measured = new Map<string, Measurements['transactions'][number]>();
  for (const write of await sentWrites()) {
    const { by, command } = write;
    recorded.take();
    await Reflect.apply(recorded.client.send, recorded.client, [command]);
    const [request] = recorded.take();
    const acts = request?.acts ?? [];
    // Keys are counted apart.
    if (by === 'seed' || request === undefined || acts.includes(`create ${KEY}`)) continue;
    const writes = summary(acts);
    const known = measured.get(`${by} ${writes}`);
    const writeUnits = Math.max(known?.writeUnits ?? 0, request.units);
    measured.set(`${by} ${writes}`, { by, writes, items: acts.length, writeUnits });
  }
  return [...measured.values()];
}
