import { DAY, HOUR } from '@bos/kernel/clock';
import type { Role } from '@bos/kernel/role';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { escalateTicket } from './escalate-ticket.ts';
import { type OpenTicketCommand, openTicket } from './open-ticket.ts';
import { ticketReferenceEntity } from './ticket-entity.ts';
import { ticketReference } from './ticket-reference.ts';
import type { TicketChange } from './ticket-rights.ts';
import { createTicketStore } from './ticket-store.ts';
import { updateTicket } from './update-ticket.ts';

const buildingId = 'b1';

function desk() {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  const store = createTicketStore(table);
  const open = (ticketId = 't1', changes: Partial<OpenTicketCommand> = {}) =>
    openTicket(
      { table },
      {
        buildingId,
        ticketId,
        userId: 'maria',
        unitId: '1203',
        area: 'unit',
        category: 'plumbing',
        priority: 'normal',
        description: 'The tap drips.',
        openedAt: clock.now(),
        ...changes,
      },
    );
  let events = 0;
  const update = (userId: string, role: Role, change: TicketChange, expectedVersion?: number) =>
    updateTicket(
      { table },
      {
        buildingId,
        ticketId: 't1',
        eventId: `e${++events}`,
        actor: { userId, roles: [role] },
        change,
        at: clock.now(),
        ...(expectedVersion !== undefined && { expectedVersion }),
      },
    );
  return { table, clock, store, open, update };
}

describe('opening a ticket', () => {
  test('gives it a reference, a due time and a first event', async () => {
    const { open, store, clock } = desk();
    const { reference } = await open();
    expect(await store.byReference(buildingId, reference.toLowerCase())).toMatchObject({
      ticketId: 't1',
      status: 'open',
      dueAt: new Date(clock.now().getTime() + 3 * DAY).toISOString(),
    });
    expect((await store.events(buildingId, 't1')).items).toMatchObject([{ action: 'opened', actorId: 'maria' }]);
  });

  test('under the same id again gives the one that stands', async () => {
    const { open, store } = desk();
    const first = await open();
    expect(await open('t1', { description: 'another' })).toMatchObject({ ...first });
    expect((await store.listOpen(buildingId)).items).toHaveLength(1);
  });

  test('takes another reference when the first is given away', async () => {
    const { open, table } = desk();
    await table.write([
      create(ticketReferenceEntity, { buildingId, reference: ticketReference('t1', 0), ticketId: 'other' }),
    ]);
    expect((await open()).reference).toBe(ticketReference('t1', 1));
  });
});

describe('lists', () => {
  test('open ones by due time, closed ones apart, own ones newest first', async () => {
    const { open, update, store, clock } = desk();
    await open('t1', { priority: 'low' });
    await clock.advance(1_000);
    await open('t2', { priority: 'emergency' });
    const ids = (page: { readonly items: readonly { readonly ticketId: string }[] }) =>
      page.items.map(({ ticketId }) => ticketId);
    expect(ids(await store.listOpen(buildingId))).toEqual(['t2', 't1']);
    expect(ids(await store.listOfUser(buildingId, 'maria'))).toEqual(['t2', 't1']);
    await update('bruno', 'maintenance', { status: 'resolved' });
    expect(ids(await store.listOpen(buildingId))).toEqual(['t2']);
    expect(ids(await store.listClosed(buildingId))).toEqual(['t1']);
  });
});

describe('changing a ticket', () => {
  test('is recorded with who did what', async () => {
    const { open, update, store, clock } = desk();
    await open();
    await clock.advance(HOUR);
    await update('bruno', 'maintenance', { assignedTo: 'bruno', comment: 'On my way.' });
    expect(await store.get(buildingId, 't1')).toMatchObject({ status: 'assigned', assignedTo: 'bruno' });
    const { items } = await store.events(buildingId, 't1');
    expect(items.find(({ eventId }) => eventId === 'e1')).toMatchObject({
      action: 'assigned',
      actorId: 'bruno',
      comment: 'On my way.',
    });
  });

  test('happens once for one event id', async () => {
    const { open, table, clock } = desk();
    await open();
    const command = {
      buildingId,
      ticketId: 't1',
      eventId: 'once',
      actor: { userId: 'bruno', roles: ['maintenance'] },
      change: { status: 'in_progress' },
      at: clock.now(),
    } as const;
    const first = await updateTicket({ table }, command);
    expect((await updateTicket({ table }, command)).version).toBe(first.version);
  });

  test('starts a new service clock when it is reopened, and forgets that it was resolved', async () => {
    const { open, update, clock } = desk();
    await open();
    const resolved = await update('bruno', 'maintenance', { status: 'resolved' });
    expect(resolved).toMatchObject({ resolvedAt: clock.now().toISOString(), finishedAt: clock.now().toISOString() });
    await clock.advance(DAY);
    const reopened = await update('maria', 'resident', { status: 'open' });
    expect(reopened.dueAt).toBe(new Date(clock.now().getTime() + 3 * DAY).toISOString());
    expect(reopened).not.toHaveProperty('resolvedAt');
    expect(reopened).not.toHaveProperty('finishedAt');
  });

  test('is refused where its transitions do not lead', async () => {
    const { open, update } = desk();
    await open();
    await update('ana', 'manager', { status: 'cancelled' });
    await expect(update('ana', 'manager', { status: 'in_progress' })).rejects.toMatchObject({
      code: 'TICKET_TRANSITION_REFUSED',
    });
  });

  test('is refused when somebody changed it since it was seen', async () => {
    const { open, update } = desk();
    await open();
    await update('bruno', 'maintenance', { priority: 'high' }, 1);
    await expect(update('ana', 'manager', { priority: 'low' }, 1)).rejects.toMatchObject({
      code: 'TICKET_CHANGED_MEANWHILE',
      kind: 'precondition_failed',
    });
  });

  test('of a ticket that does not exist is an error', async () => {
    await expect(desk().update('ana', 'manager', { comment: 'x' })).rejects.toMatchObject({ code: 'TICKET_NOT_FOUND' });
  });
});

describe('a ticket that falls due', () => {
  const due = (table: ReturnType<typeof desk>['table'], at: Date) =>
    escalateTicket({ table }, { buildingId, ticketId: 't1', at });

  test('is escalated once, at its due time and not before', async () => {
    const { open, table, store, clock } = desk();
    await open();
    await clock.advance(3 * DAY - 1);
    expect(await due(table, clock.now())).toMatchObject({ kind: 'early' });
    await clock.advance(1);
    const at = clock.now().toISOString();
    const both = await Promise.all([due(table, clock.now()), due(table, clock.now())]);
    expect(both).toMatchObject([{ kind: 'escalated' }, { kind: 'escalated' }]);
    await clock.advance(DAY);
    expect(await due(table, clock.now())).toMatchObject({ kind: 'escalated', ticket: { escalatedAt: at } });
    const { items } = await store.events(buildingId, 't1');
    expect(items.filter(({ action }) => action === 'escalated')).toMatchObject([{ actorId: 'ticket-clock', at }]);
  });

  test('is left alone when it is resolved, or is not there', async () => {
    const { open, update, table, clock } = desk();
    expect(await due(table, clock.now())).toEqual({ kind: 'settled' });
    await open();
    await update('bruno', 'maintenance', { status: 'resolved' });
    await clock.advance(4 * DAY);
    expect(await due(table, clock.now())).toEqual({ kind: 'settled' });
  });

  test('is told of by the sweep’s list until it is escalated, and again when another due time has passed', async () => {
    const { open, update, store, table, clock } = desk();
    await open();
    await open('t2', { priority: 'emergency' });
    await clock.advance(2 * HOUR);
    const overdue = async () => (await store.listOverdue(buildingId, clock.now())).map(({ ticketId }) => ticketId);
    expect(await overdue()).toEqual(['t2']);
    await clock.advance(3 * DAY);
    expect(await overdue()).toEqual(['t2', 't1']);
    await due(table, clock.now());
    expect(await overdue()).toEqual(['t2']);
    const eased = await update('bruno', 'maintenance', { priority: 'low' });
    expect(eased).not.toHaveProperty('escalatedAt');
    expect(await due(table, clock.now())).toMatchObject({ kind: 'early' });
    await clock.advance(5 * DAY);
    expect(await overdue()).toEqual(['t2', 't1']);
    expect(await due(table, clock.now())).toMatchObject({ kind: 'escalated' });
  });
});

describe('who may change what', () => {
  const CASES: readonly [string, string, Role, TicketChange, boolean][] = [
    ['the reporter comments', 'maria', 'resident', { comment: 'still' }, true],
    ['a neighbour comments', 'carlos', 'owner', { comment: 'me too' }, false],
    ['the reporter resolves', 'maria', 'resident', { status: 'resolved' }, false],
    ['the reporter raises the priority', 'maria', 'resident', { priority: 'high' }, false],
    ['maintenance works on it', 'bruno', 'maintenance', { status: 'in_progress' }, true],
    ['maintenance takes it', 'bruno', 'maintenance', { assignedTo: 'bruno' }, true],
    ['maintenance gives it to somebody else', 'bruno', 'maintenance', { assignedTo: 'ana' }, false],
    ['the desk assigns it', 'rafael', 'front_desk', { assignedTo: 'bruno' }, true],
    ['maintenance cancels it', 'bruno', 'maintenance', { status: 'cancelled' }, true],
    ['a viewer comments', 'vera', 'viewer', { comment: 'x' }, false],
    ['a provider works on it', 'paulo', 'provider', { status: 'in_progress' }, false],
  ];
  test.each(CASES)('%s', async (_title, userId, role, change, allowed) => {
    const { open, update } = desk();
    await open();
    const result = update(userId, role, change);
    if (allowed) await expect(result).resolves.toBeDefined();
    else await expect(result).rejects.toMatchObject({ code: 'TICKET_CHANGE_FORBIDDEN', kind: 'forbidden' });
  });
});
