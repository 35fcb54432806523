import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type AuditRecord, auditOnce, auditRecord } from './audit-record.ts';
import { createAuditStore } from './audit-store.ts';

type Fact = Parameters<typeof auditRecord>[0];

let buildings = 0;
/** In a building of its own, so that one table serves the whole suite. */
const freshBuilding = () => `building-${buildings++}`;
const at = (day: number, month = 11) => new Date(Date.UTC(2026, month - 1, day, 10));
const factOf = (buildingId: string, over: Partial<Fact> = {}): Fact => ({
  buildingId,
  at: at(1),
  actor: { kind: 'user', id: 'ana' },
  action: 'ticket.changed',
  resource: { type: 'ticket', id: 't1' },
  values: { from: 'open', status: 'resolved' },
  ...over,
});
const times = (records: readonly AuditRecord[]) => records.map((record) => record.at);
const iso = (...days: number[]) => days.map((day) => at(day).toISOString());

describeOnEachTable('the store of the audit trail', (open) => {
  test('gives back what was recorded, and what is written twice once', async () => {
    const { table } = open();
    const store = createAuditStore(table);
    const buildingId = freshBuilding();
    const fact = factOf(buildingId, { code: 'NOT_YET', outcome: 'refused', changed: ['status'] });
    await table.write([auditRecord(fact)]);
    await table.write([auditRecord(fact)]);
    const { items } = await store.listOfMonth(buildingId, '2026-11');
    expect(items).toMatchObject([{ ...fact, at: fact.at.toISOString() }]);
    expect(await store.listOfMonth(buildingId, '2026-10')).toEqual({ items: [], next: null });
    expect(await store.listOfMonth(`${buildingId}1`, '2026-11')).toEqual({ items: [], next: null });
  });

  test('records what is alike once in a period', async () => {
    const { table } = open();
    const buildingId = freshBuilding();
    const once = (day: Date) => auditOnce(factOf(buildingId, { at: day }), 600_000).write;
    await table.write([once(at(1))]);
    const again = table.write([once(new Date(at(1).getTime() + 599_000))]);
    await expect(again).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
    await table.write([once(new Date(at(1).getTime() + 600_000))]);
    expect((await createAuditStore(table).listOfMonth(buildingId, '2026-11')).items).toHaveLength(2);
  });

  test('lists a month, newest first, page by page', async () => {
    const { table } = open();
    const store = createAuditStore(table);
    const buildingId = freshBuilding();
    const days = [at(2), at(3), at(1), at(31, 10), at(1, 12)];
    const another = factOf(`${buildingId}1`, { at: at(4) });
    await table.write([...days.map((day) => auditRecord(factOf(buildingId, { at: day }))), auditRecord(another)]);
    const first = await store.listOfMonth(buildingId, '2026-11', { limit: 2 });
    expect(times(first.items)).toEqual(iso(3, 2));
    const rest = await store.listOfMonth(buildingId, '2026-11', { limit: 2, cursor: first.next ?? '' });
    expect(times(rest.items)).toEqual(iso(1));
    expect(rest.next).toBeNull();
  });

  test('lists what somebody did, and what was done to something, over months, newest first', async () => {
    const { table } = open();
    const store = createAuditStore(table);
    const buildingId = freshBuilding();
    const bia = { kind: 'user', id: 'bia' } as const;
    const facts = [
      factOf(buildingId, { at: at(31, 10) }),
      factOf(buildingId, { at: at(2), resource: { type: 'ticket', id: 't11' } }),
      factOf(buildingId, { at: at(3), actor: bia }),
      factOf(buildingId, { at: at(4), actor: { kind: 'user', id: 'ana2' }, resource: { type: 'person', id: 't1' } }),
      factOf(`${buildingId}1`, { at: at(5) }),
    ];
    await table.write(facts.map(auditRecord));
    const october = at(31, 10).toISOString();
    const ofAna = await store.listOfActor(buildingId, 'ana', { limit: 1 });
    expect(times(ofAna.items)).toEqual(iso(2));
    const rest = await store.listOfActor(buildingId, 'ana', { cursor: ofAna.next ?? '' });
    expect(times(rest.items)).toEqual([october]);
    expect(times((await store.listOfActor(buildingId, 'bia')).items)).toEqual(iso(3));
    const ofTicket = await store.listOfResource(buildingId, 'ticket:t1', { limit: 1 });
    expect(times(ofTicket.items)).toEqual(iso(3));
    const older = await store.listOfResource(buildingId, 'ticket:t1', { cursor: ofTicket.next ?? '' });
    expect(times(older.items)).toEqual([october]);
    expect(times((await store.listOfResource(buildingId, 'person:t1')).items)).toEqual(iso(4));
    expect(await store.listOfActor(buildingId, 'carlos')).toEqual({ items: [], next: null });
  });
});
