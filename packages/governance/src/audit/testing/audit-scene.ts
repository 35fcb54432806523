import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AuditFact } from '@bos/kernel/audit-fact';
import { HOUR } from '@bos/kernel/clock';
import { createRawItems } from '@bos/table/raw-items';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { auditRecord } from '../audit-record.ts';
import { problemInWords } from '../compare-hour.ts';
import { sealTrail } from '../seal-trail.ts';
import { type TrailRange, verifyTrail } from '../verify-trail.ts';

export const START = new Date('2026-11-22T12:00:00.000Z');

export function fact(changes: Partial<AuditFact> = {}): AuditFact {
  return {
    buildingId: 'b',
    actor: { kind: 'user', id: 'ana' },
    action: 'ticket.changed',
    resource: { type: 'ticket', id: 't1' },
    at: START,
    ...changes,
  };
}

type Item = Record<string, unknown>;

/** A building's trail over a table in memory, and hands that reach into that table as no code of ours would. */
export function auditScene() {
  const clock = virtualClock(START);
  const memory = createMemoryTable({ clock });
  const { client, tableName: TableName } = memory;
  const deps = { table: memory.table, raw: createRawItems(client, TableName), clock };
  const owner = { buildingId: 'b', createdAt: START.toISOString() };
  const find = (SK: string): Item => {
    const item = memory.items().find((candidate) => candidate.SK === SK);
    if (item === undefined) throw new RangeError(SK);
    return structuredClone(item);
  };
  return {
    ...memory,
    deps,
    clock,
    owner,
    record: async (changes: Partial<AuditFact> = {}) =>
      memory.table.write([auditRecord(fact({ at: clock.now(), ...changes }))]),
    seal: () => sealTrail(deps, owner),
    verify: (range?: TrailRange) => verifyTrail(deps, owner, range),
    async words(range?: TrailRange) {
      const { problem } = await verifyTrail(deps, owner, range);
      return problem && problemInWords(problem);
    },
    /** That many hours, each with some records, all sealed. */
    async sealedHours(count: number, recordsEach = 3) {
      for (let hour = 0; hour < count; hour++) {
        for (let n = 0; n < recordsEach; n++) {
          await clock.advance(60_000);
          await memory.table.write([
            auditRecord(fact({ at: clock.now(), resource: { type: 'ticket', id: `t${hour}-${n}` } })),
          ]);
        }
        await clock.advance(HOUR - recordsEach * 60_000);
      }
      await clock.advance(HOUR);
      await sealTrail(deps, owner);
    },
    recordIds: () =>
      memory
        .items()
        .flatMap(({ type, SK }) => (type === 'audit' ? [String(SK)] : []))
        .toSorted(),
    async removeItem(SK: string) {
      const { PK } = find(SK);
      await client.send(new DeleteCommand({ TableName, Key: { PK, SK } }));
    },
    async changeItem(SK: string, change: (item: Item) => Item) {
      await client.send(new PutCommand({ TableName, Item: change(find(SK)) }));
    },
  };
}
