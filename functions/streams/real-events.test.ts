import { receiveParcel } from '@bos/buildings/access/parcels/change-parcel';
import { messageEntity } from '@bos/conversations/messages/message';
import { DEMO_PEOPLE } from '@bos/embedded/demo/demo-people';
import { DAY, HOUR } from '@bos/kernel/clock';
import { moveTask } from '@bos/operations/tasks/change-task';
import { escalateTask } from '@bos/operations/tasks/escalate-task';
import { cleaningTaskId } from '@bos/operations/tasks/follow-departure';
import { createTicketStore } from '@bos/operations/tickets/ticket-store';
import { updateTicket } from '@bos/operations/tickets/update-ticket';
import { createReservation } from '@bos/stays/reservations/create-reservation';
import { checkIn, checkOut } from '@bos/stays/reservations/settle-reservation';
import { readChange } from '@bos/table/change-record';
import { remove } from '@bos/table/write';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportBody, webhookBody } from '../../test/support/webhook.ts';
import { EVENTS } from '../events.ts';
import { everyTrouble } from '../testing/device-troubles.ts';
import { oneProcess } from '../testing/one-process.ts';

const buildingId = 'demo';
const MARIA = '5511900000301';
const LUCIA = '5491100000302';
const WRITTEN: readonly (readonly [from: string, text: string])[] = [
  [MARIA, 'A torneira da cozinha está vazando muito, podem mandar alguém?'],
  [LUCIA, 'Por favor manda el ascensor al piso 3'],
  [LUCIA, 'Hay olor a gas en el pasillo'],
  [MARIA, 'PICTURE'],
  [MARIA, 'Quero falar com uma pessoa'],
];
const PICTURE = '"type":"image","image":{"id":"118","mime_type":"image/png","caption":"a pia do quarto"}';

let world: Awaited<ReturnType<typeof oneProcess>>;
let routed = 0;

/** The stream at work: what was written is routed, worked on, and so on until nothing is written any more. */
async function flow(): Promise<void> {
  const { changes, route, work } = world;
  while (routed < changes.length) {
    const from = routed;
    routed = changes.length;
    await route(changes.slice(from, routed));
    await work();
  }
}

async function post(body: string): Promise<void> {
  expect(await world.post(body)).toBe(200);
  await flow();
}

beforeAll(async () => {
  world = await oneProcess();
  const { clock, table, sent, sweep } = world;
  await flow();
  for (const [position, [from, text]] of WRITTEN.entries()) {
    const body = webhookBody({ from, text, id: `wamid.${position}`, at: clock.now() });
    await post(body.replace('"type":"text","text":{"body":"PICTURE"}', PICTURE));
  }
  const [first = '', second = ''] = sent;
  const report = { to: MARIA, at: clock.now() };
  await post(reportBody({ ...report, id: 'wamid.ours.1', status: 'delivered', callbackData: first }));
  await post(reportBody({ ...report, id: 'wamid.ours.2', status: 'failed', callbackData: second }));

  const [ticket] = (await createTicketStore(table).listOpen(buildingId)).items.filter(
    ({ userId }) => userId === 'maria',
  );
  const change = {
    buildingId,
    ticketId: ticket?.ticketId ?? '',
    actor: { userId: 'ana', roles: ['manager'] as const },
  };
  const at = clock.now();
  await updateTicket({ table }, { ...change, eventId: 'e1', change: { priority: 'emergency' }, at });
  await updateTicket({ table }, { ...change, eventId: 'e2', change: { status: 'in_progress' }, at });
  const stay = { buildingId, reservationId: 'r1', by: { actor: { kind: 'user', id: 'rafael' } }, at } as const;
  const booking = { kind: 'stay', unitId: '0801', source: 'direct', status: 'confirmed', guests: [] } as const;
  const days = { checkIn: '2026-11-22', checkOut: '2026-11-24' };
  await createReservation({ table, randomness: () => new Uint8Array(8) }, { ...stay, ...booking, ...days });
  await flow();
  await checkIn({ table }, stay);
  await checkOut({ table }, stay);
  await receiveParcel(
    { table },
    {
      buildingId,
      parcelId: 'p1',
      requester: {
        userId: 'rafael',
        unitIds: [],
        inForce: true,
        permissions: { announceForOwnUnit: true, workAtDesk: true },
      },
      details: { unitId: '1203', userId: 'maria', carrier: 'Correios', keptAt: 'B2' },
      timeZone: 'America/Sao_Paulo',
      at,
    },
  );
  const task = { buildingId, taskId: cleaningTaskId(buildingId, 'r1') };
  await moveTask({ table }, { ...task, actor: { userId: 'ana', roles: ['manager'] }, move: 'claim', at });
  await escalateTask({ table }, { ...task, at: new Date(at.getTime() + 4 * DAY) });
  await everyTrouble(table, { buildingId, at });
  await flow();
  await clock.advance(3 * HOUR);
  await sweep();
  await world.work();

  const conversationId = first.split('/')[1] ?? '';
  const { items } = await table.list(messageEntity, { buildingId, conversationId });
  await table.write(
    items.filter(({ mediaState }) => mediaState === 'stored').map((message) => remove(messageEntity, message)),
  );
  await flow();
}, 60_000);

afterAll(() => world.close());

const eventsOf = () =>
  world.changes
    .flatMap((record) => EVENTS.map(({ read }) => read(readChange(record))))
    .filter((event) => event !== undefined);

test('every event is read from what the system really writes', () => {
  const told = new Set(eventsOf().map(({ event }) => event));
  expect(EVENTS.map(({ name, version }) => `${name}.v${version}`).filter((name) => !told.has(name))).toEqual([]);
});

test('no two events have one id, and each has the same when it is read again', () => {
  const ids = eventsOf().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(eventsOf().map(({ id }) => id)).toEqual(ids);
});

test('the changes of one item come in order, without a gap', () => {
  const last = new Map<string, number>();
  for (const { before, after } of world.changes.map(readChange)) {
    const item = after ?? before;
    // Lines of the days' lists are put, whatever stood there: they have no versions, and nobody waits for their changes.
    if (!EVENTS.some(({ entity }) => entity === item?.type)) continue;
    const key = `${item?.PK} ${item?.SK}`;
    const version = after?.version ?? (before?.version ?? 0) + 1;
    expect(version, key).toBe((last.get(key) ?? 0) + 1);
    last.set(key, version);
  }
});

test('nothing personal is in any of them', () => {
  const text = JSON.stringify(eventsOf());
  const personal = [
    ...DEMO_PEOPLE.flatMap(({ displayName, phone }) => [displayName, phone]),
    ...WRITTEN.map(([, said]) => said),
    'torneira',
    'a pia do quarto',
  ];
  expect(personal.filter((one) => text.includes(one))).toEqual([]);
});

test('the stream alone leaves nothing undone', () => {
  expect({ faults: world.faults, dead: world.dead() }).toEqual({ faults: [], dead: 0 });
  expect(world.items().filter(({ type, GSI2PK }) => type === 'receipt' && GSI2PK !== undefined)).toEqual([]);
  expect(Object.keys(world.handled)).toContain('emergency');
});
