import { create, replace } from '@bos/table/write';
import { writeChunks } from '@bos/table/write-chunks';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import type { Ticket } from './ticket.ts';
import { type TicketEvent, ticketEntity, ticketEventEntity, ticketReferenceEntity } from './ticket-entity.ts';
import { createTicketStore } from './ticket-store.ts';

let buildings = 0;
/** In a building of its own, so that one table serves the whole suite. */
const ticketOf = (over: Partial<Ticket> = {}): Ticket => ({
  buildingId: `building-${buildings++}`,
  ticketId: 't1',
  reference: 'A0B1C2',
  userId: 'maria',
  area: 'unit',
  category: 'plumbing',
  priority: 'normal',
  status: 'open',
  description: 'the tap drips',
  openedAt: '2026-11-22T10:00:00.000Z',
  dueAt: '2026-11-24T10:00:00.000Z',
  ...over,
});
const minute = (n: number) => new Date(Date.UTC(2026, 10, 22, 10, n));
const due = (n: number) => ({ ticketId: `t${n}`, dueAt: minute(n).toISOString() });
const ids = (tickets: readonly Ticket[]) => tickets.map(({ ticketId }) => ticketId);
const createAll = (tickets: readonly Ticket[]) => tickets.map((one) => create(ticketEntity, one));
/** With its reference reserved, as tickets are opened. */
const opened = (ticket: Ticket) => [
  create(ticketEntity, ticket),
  create(ticketReferenceEntity, {
    buildingId: ticket.buildingId,
    reference: ticket.reference,
    ticketId: ticket.ticketId,
  }),
];

describeOnEachTable('the store of tickets', (open) => {
  test('gives back what was created, creates it once, and knows no other', async () => {
    const { table, clock } = open();
    const store = createTicketStore(table);
    const ticket = ticketOf({ unitId: '1203', place: 'kitchen' });
    const { buildingId } = ticket;
    await table.write(createAll([ticket]));
    const at = clock.now().toISOString();
    expect(await store.get(buildingId, 't1')).toEqual({ ...ticket, version: 1, createdAt: at, updatedAt: at });
    expect(await store.get(buildingId, 't')).toBeUndefined();
    expect(await store.get(`${buildingId}1`, 't1')).toBeUndefined();
    await expect(table.write(createAll([ticket]))).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('finds a ticket by its reference, however it is spelled, in its building alone', async () => {
    const { table } = open();
    const store = createTicketStore(table);
    const ticket = ticketOf();
    const { buildingId } = ticket;
    const another = ticketOf({ buildingId: `${buildingId}1`, ticketId: 't2' });
    await table.write([...opened(ticket), ...opened(another)]);
    for (const spelled of ['A0B1C2', 'a0b 1c2', 'aOb-lc2', '#A0BIC2']) {
      expect(await store.byReference(buildingId, spelled)).toMatchObject({ ticketId: 't1' });
    }
    expect(await store.byReference(`${buildingId}1`, 'A0B1C2')).toMatchObject({ ticketId: 't2' });
    for (const unknown of ['A0B1C3', 'A0B1C', '', ' - ']) {
      expect(await store.byReference(buildingId, unknown)).toBeUndefined();
    }
  });

  test('gives a reference to one ticket: of 200 racers one wins, and the others leave nothing', async () => {
    const { table } = open();
    const store = createTicketStore(table);
    // With an older one, so that the key of whoever reports is there and the race is for the reference alone.
    const older = ticketOf({ ticketId: 'older', reference: 'Z9Z9Z9', status: 'closed' });
    const { buildingId } = older;
    await table.write(opened(older));
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, async (_, i) => {
        const ticket = ticketOf({ buildingId, ticketId: `t${i}` });
        await table.write(opened(ticket));
        return ticket.ticketId;
      }),
    );
    const winners = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const losers = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(winners).toHaveLength(1);
    expect(new Set(losers.map(({ code }) => code))).toEqual(new Set(['WRITE_CONFLICT']));
    expect(await store.byReference(buildingId, 'A0B1C2')).toMatchObject({ ticketId: winners[0] });
    expect(ids((await store.listOpen(buildingId)).items)).toEqual(winners);
  });

  test('lists the unresolved, the one due first at the head, and the others, the latest due first', async () => {
    const { table } = open();
    const store = createTicketStore(table);
    const { buildingId } = ticketOf();
    await table.write(
      createAll([
        ticketOf({ buildingId, ...due(3), status: 'waiting' }),
        ticketOf({ buildingId, ...due(1), status: 'in_progress' }),
        ticketOf({ buildingId, ...due(2) }),
        ticketOf({ buildingId, ...due(4), status: 'resolved' }),
        ticketOf({ buildingId, ...due(6), status: 'closed' }),
        ticketOf({ buildingId, ...due(5), status: 'cancelled' }),
        ticketOf({ buildingId: `${buildingId}1`, ...due(0) }),
        ticketOf({ buildingId: `${buildingId}1`, ...due(7), status: 'closed' }),
      ]),
    );
    const unresolved = await store.listOpen(buildingId, { limit: 2 });
    expect(ids(unresolved.items)).toEqual(['t1', 't2']);
    const rest = await store.listOpen(buildingId, { limit: 2, cursor: unresolved.next ?? '' });
    expect(rest).toMatchObject({ items: [{ ticketId: 't3' }], next: null });
    const closed = await store.listClosed(buildingId, { limit: 2 });
    expect(ids(closed.items)).toEqual(['t6', 't5']);
    expect(ids((await store.listClosed(buildingId, { cursor: closed.next ?? '' })).items)).toEqual(['t4']);
  });

  test('lists the overdue that are not escalated, over pages, up to that time', async () => {
    const { table } = open();
    const store = createTicketStore(table);
    const { buildingId } = ticketOf();
    const tickets = Array.from({ length: 110 }, (_, i) => ticketOf({ buildingId, ...due(i) }));
    const escalatedAt = minute(30).toISOString();
    const others = [
      ticketOf({ buildingId, ticketId: 'escalated', dueAt: minute(1).toISOString(), escalatedAt }),
      ticketOf({ buildingId, ticketId: 'resolved', dueAt: minute(1).toISOString(), status: 'resolved' }),
      ticketOf({ buildingId: `${buildingId}1`, ticketId: 'another', dueAt: minute(1).toISOString() }),
    ];
    await table.write(createAll(others));
    await writeChunks(table, createAll(tickets));
    expect(ids(await store.listOverdue(buildingId, minute(105)))).toEqual(ids(tickets.slice(0, 105)));
    expect(await store.listOverdue(buildingId, minute(0))).toEqual([]);
  });

  test('lists what a person has reported, newest first', async () => {
    const { table } = open();
    const store = createTicketStore(table);
    const { buildingId } = ticketOf();
    const reported = (n: number) => ({ ticketId: `t${n}`, openedAt: minute(n).toISOString() });
    await table.write(
      createAll([
        ticketOf({ buildingId, ...reported(1) }),
        ticketOf({ buildingId, ...reported(3), status: 'closed' }),
        ticketOf({ buildingId, ...reported(2) }),
        ticketOf({ buildingId, ...reported(4), userId: 'maria2' }),
        ticketOf({ buildingId: `${buildingId}1`, ...reported(5) }),
      ]),
    );
    const page = await store.listOfUser(buildingId, 'maria', { limit: 2 });
    expect(ids(page.items)).toEqual(['t3', 't2']);
    expect(ids((await store.listOfUser(buildingId, 'maria', { cursor: page.next ?? '' })).items)).toEqual(['t1']);
  });

  test('lists what happened to a ticket, oldest first', async () => {
    const { table } = open();
    const store = createTicketStore(table);
    const { buildingId } = ticketOf();
    const eventOf = (eventId: string, over: Partial<TicketEvent> = {}): TicketEvent => ({
      buildingId,
      ticketId: 't1',
      eventId,
      at: minute(0).toISOString(),
      actorId: 'ana',
      action: 'commented',
      userId: 'maria',
      ...over,
    });
    const others = [eventOf('e4', { ticketId: 't11' }), eventOf('e5', { buildingId: `${buildingId}1` })];
    const events = [eventOf('e2', { comment: 'soon' }), eventOf('e3'), eventOf('e1'), ...others];
    await table.write(events.map((event) => create(ticketEventEntity, event)));
    const first = await store.events(buildingId, 't1', { limit: 2 });
    expect(first.items).toMatchObject([{ eventId: 'e1' }, { eventId: 'e2', comment: 'soon' }]);
    const rest = await store.events(buildingId, 't1', { limit: 2, cursor: first.next ?? '' });
    expect(rest).toMatchObject({ items: [{ eventId: 'e3' }], next: null });
    expect(await store.events(buildingId, 't2')).toEqual({ items: [], next: null });
  });

  test('never opens again what is closed, and keeps the change of whoever was faster', async () => {
    const { table } = open();
    const store = createTicketStore(table);
    const ticket = ticketOf({ status: 'resolved' });
    const { buildingId } = ticket;
    await table.write(createAll([ticket]));
    const before = await store.get(buildingId, 't1');
    if (before === undefined) throw new Error('it is not there');
    await table.write([replace(ticketEntity, before, { ...ticket, status: 'closed' })]);
    const late = table.write([replace(ticketEntity, before, { ...ticket, status: 'open' })]);
    await expect(late).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
    const closed = await store.get(buildingId, 't1');
    expect(() => closed && replace(ticketEntity, closed, { ...ticket, status: 'open' })).toThrow(
      'cannot go from closed',
    );
  });

  test('shows what was reported to nobody who only has the table', async () => {
    const { table, items } = open();
    await table.write(createAll([ticketOf({ description: 'between us', place: 'between walls' })]));
    expect(JSON.stringify(await items())).not.toContain('between');
  });
});
