import { testContext } from '@bos/missions/tools/testing/test-context';
import { createToolRegistry } from '@bos/missions/tools/tool-registry';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { createTicketStore } from './ticket-store.ts';
import { ticketTools } from './ticket-tools.ts';
import { updateTicket } from './update-ticket.ts';

function room() {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  const tools = createToolRegistry(ticketTools(table));
  const open = (input = {}, context = testContext()) =>
    tools
      .get('tickets.open')
      .execute({ category: 'plumbing', priority: 'normal', description: 'It drips.', ...input }, context);
  return { table, tools, open, store: createTicketStore(table) };
}

describe('tickets.open', () => {
  test('run twice for one step opens one ticket', async () => {
    const { open, store } = room();
    expect(await open()).toEqual(await open());
    expect((await store.listOpen('b1')).items).toHaveLength(1);
  });

  test.each([
    ['in the only unit of the reporter', {}, ['1203'], { area: 'unit', unitId: '1203' }],
    ['in the common area when that is said', { area: 'common' }, ['1203'], { area: 'common' }],
    ['an elevator is common', { category: 'elevator' }, ['1203'], { area: 'common' }],
    ['in one of several units, which is not known', {}, ['1203', '0704'], { area: 'unit' }],
    ['common for who has no unit', {}, [], { area: 'common' }],
  ])('%s', async (_title, input, unitIds, expected) => {
    const { open, store } = room();
    const requester = { userId: 'maria', roles: ['resident'], unitIds, inForce: true } as const;
    await open(input, testContext({ requester }));
    const [ticket] = (await store.listOpen('b1')).items;
    expect({ area: ticket?.area, ...(ticket?.unitId && { unitId: ticket.unitId }) }).toEqual(expected);
  });
});

test('tickets.status tells own unresolved tickets, and nobody else’s', async () => {
  const { open, tools, table } = room();
  await open();
  await open({ category: 'lock', place: 'front door' }, testContext({ missionId: 'm2' }));
  const other = { userId: 'carlos', roles: ['owner'], unitIds: [], inForce: true } as const;
  await open({}, testContext({ missionId: 'm3', requester: other }));
  const [first] = (await createTicketStore(table).listOfUser('b1', 'maria')).items;
  if (first) {
    const actor = { userId: 'ana', roles: ['manager'] };
    const ids = { buildingId: 'b1', ticketId: first.ticketId, eventId: 'e1' };
    await updateTicket({ table }, { ...ids, actor, change: { status: 'resolved' }, at: new Date() });
  }
  const outcome = await tools.get('tickets.status').execute({}, testContext());
  expect(outcome).toMatchObject({ kind: 'completed', output: { tickets: [{ status: 'open' }] } });
});

describe('tickets.update', () => {
  async function updating(input: object, context = testContext()) {
    const { open, tools, store } = room();
    await open();
    const [ticket] = (await store.listOpen('b1')).items;
    return tools.get('tickets.update').execute({ reference: ticket?.reference, ...input }, context);
  }

  test('its reporter comments', async () => {
    expect(await updating({ comment: 'Worse now.' })).toMatchObject({ kind: 'completed', output: { status: 'open' } });
  });

  test('its reporter cannot resolve it', async () => {
    expect(await updating({ status: 'resolved' })).toMatchObject({ kind: 'failed', code: 'TICKET_CHANGE_FORBIDDEN' });
  });

  test('another resident does not learn that it exists', async () => {
    const requester = { userId: 'carlos', roles: ['owner'], unitIds: [], inForce: true } as const;
    expect(await updating({ comment: 'x' }, testContext({ requester }))).toMatchObject({ code: 'TICKET_NOT_FOUND' });
  });

  test('staff change its status, where it leads', async () => {
    const requester = { userId: 'bruno', roles: ['maintenance'], unitIds: [], inForce: true } as const;
    expect(await updating({ status: 'resolved' }, testContext({ requester }))).toMatchObject({ kind: 'completed' });
    expect(await updating({ status: 'closed' }, testContext({ requester }))).toMatchObject({
      code: 'TICKET_TRANSITION_REFUSED',
    });
  });

  test('an unknown reference is one that cannot be found', async () => {
    expect(await updating({ reference: '??????', comment: 'x' })).toMatchObject({ code: 'TICKET_NOT_FOUND' });
  });
});
