import { DAY, MINUTE } from '@bos/kernel/clock';
import { afterEach, expect, test } from 'vitest';
import { reportBody, webhookBody } from '../../test/support/webhook.ts';
import { QUEUES } from '../queue-definitions.ts';
import { leakUnderASink } from '../testing/device-troubles.ts';
import { oneProcess } from '../testing/one-process.ts';
import { build as buildReconcile } from './reconcile-access.ts';
import { build as buildWatch } from './watch-devices.ts';

const MARIA = '5511900000301';
const JAMES = '12025550130';
const LUCIA = '5491100000302';
const STRANGER = '5511900000999';

const PICTURE = '"type":"image","image":{"id":"118","mime_type":"image/png"}';

/** What people write in the course of the day, by the minute; one of them a picture. */
const WRITTEN: readonly (readonly [minute: number, from: string, text: string])[] = [
  [3, MARIA, 'A torneira da cozinha está vazando muito, podem mandar alguém?'],
  [9, MARIA, 'Oi, alguma novidade do meu chamado?'],
  [20, JAMES, 'What is the wifi password?'],
  [21, JAMES, 'Can you open the garage for me?'],
  [21, LUCIA, 'Por favor manda el ascensor al piso 3'],
  [240, STRANGER, 'Abre o portão da rua'],
  [420, MARIA, 'PICTURE'],
  [600, LUCIA, 'Hay olor a gas en el pasillo'],
  [601, MARIA, 'Quero falar com uma pessoa'],
  [1_300, JAMES, 'The shower leaks'],
];

type World = Awaited<ReturnType<typeof oneProcess>>;
let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** WhatsApp delivers at least once: everything comes twice. */
async function deliver({ post }: World, body: string): Promise<void> {
  expect(await post(body)).toBe(200);
  expect(await post(body)).toBe(200);
}

const counted = (values: readonly string[]): Record<string, number> =>
  Object.fromEntries(Array.from(Map.groupBy(values, String), ([value, all]) => [value, all.length]));

/** How many items of a type there are, by the values of some fields. */
const tally = ({ items }: World, type: string, ...fields: string[]): Record<string, number> =>
  counted(
    items()
      .filter((item) => item.type === type)
      .map(({ data }) =>
        fields.map((field) => (Object(data) === data ? Reflect.get(Object(data), field) : '')).join(' '),
      ),
  );

/** One minute: what was written in it, what was reported of what was sent before it, and the sweep at its end. */
async function pass(system: World, minute: number): Promise<number> {
  const { clock, sent, sweep, work } = system;
  for (const [position, [at, from, text]] of WRITTEN.entries()) {
    if (at !== minute) continue;
    const body = webhookBody({ from, text, id: `wamid.${position}`, at: clock.now() });
    await deliver(system, body.replace('"type":"text","text":{"body":"PICTURE"}', PICTURE));
  }
  const before = sent.length;
  await clock.advance(MINUTE);
  if (minute % 60 === 59) await buildReconcile(system)();
  await sweep();
  await work();
  for (const [position, callbackData] of sent.slice(before).entries()) {
    const id = `wamid.ours.${before + position + 1}`;
    await deliver(system, reportBody({ id, to: MARIA, status: 'delivered', callbackData, at: clock.now() }));
  }
  return sent.length - before;
}

test('after a day without the stream all that was acknowledged is done, once, and the stream adds nothing', async () => {
  world = await oneProcess();
  const { changes, route, work, sent, fetched, handled, faults } = world;
  await leakUnderASink(world.table, { buildingId: 'demo', at: world.clock.now() });
  for (let minute = 0; minute < DAY / MINUTE; minute++) await pass(world, minute);
  // What becomes of devices has a look of its own: the first finds the silence, the second whom nobody was told of.
  await buildWatch(world)();
  await world.clock.advance(2 * MINUTE);
  await buildWatch(world)();
  await work();

  const replies = sent.length;
  expect(tally(world, 'receipt', 'kind', 'state')).toEqual({
    'message processed': WRITTEN.length,
    'status processed': replies,
  });
  expect(tally(world, 'message', 'direction', 'status')).toEqual({
    'inbound received': WRITTEN.length,
    'outbound delivered': replies,
  });
  expect(new Set(sent).size).toBe(replies);
  expect(replies).toBeGreaterThanOrEqual(WRITTEN.length);
  expect(tally(world, 'mission', 'status')).toEqual({ completed: 5, failed: 2 });
  expect(tally(world, 'ticket', 'userId', 'category')).toEqual({
    'maria plumbing': 1,
    'lucia gas_supply': 1,
    'james plumbing': 1,
    // The leak, and the silence after it.
    'devices plumbing': 1,
    'devices other': 1,
  });
  expect({ fetched, faults, dead: world.dead(), emergency: handled.emergency }).toEqual({
    fetched: ['118'],
    faults: [],
    dead: 0,
    // Only the stream hears danger before the worker does.
    emergency: undefined,
  });

  const done = { ...handled };
  const stored = world.items();
  await route(changes);
  await work();
  for (const { name } of Object.values(QUEUES)) expect(handled[name], name).toBeGreaterThan(done[name] ?? 0);
  expect(world.items()).toEqual(stored);
  expect({ sent: sent.length, fetched, faults, dead: world.dead() }).toEqual({
    sent: replies,
    fetched: ['118'],
    faults: [],
    dead: 0,
  });
}, 60_000);
