import { buildingOf } from '@bos/table/stored-item';
import { partitionsOf } from '@bos/table/tenant-keys';
import { propertyOperations } from '@bos/testing/table-isolation-contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AnyCall, anyCall, BUILDINGS, type Building, MEMBERS, tenantWorld } from './testing/tenant-world.ts';

const CALLS = 100;

/** The building of every partition that a request names; undefined for the directory's. */
function ownersOf(command: unknown): readonly (string | undefined)[] {
  const { items = [], asked = [] } = partitionsOf(command) ?? {};
  return [...new Set([...items, ...asked].map(buildingOf))];
}

/** What an answer may tell of: the building that was asked, or all of the caller's. */
const mayTell = ({ building, call }: AnyCall): readonly string[] =>
  building === undefined ? (MEMBERS[call.as ?? ''] ?? []) : [building];

/** The buildings that an answer speaks of: everything in them is named after them. */
const toldOf = (body: unknown): readonly Building[] =>
  BUILDINGS.filter((building) => new RegExp(`\\b${building}\\b`).test(JSON.stringify(body)));

test('no call of the API reads or writes what is another building’s, whoever asks for whatever', {
  timeout: 3_600_000,
}, async () => {
  const calls = fc.array(anyCall, { minLength: CALLS, maxLength: CALLS, size: 'max' });
  const answered = { well: 0, members: 0 };

  const property = fc.asyncProperty(calls, async (sequence) => {
    const world = await tenantWorld();
    const cursors: string[] = [];
    for (const step of sequence) {
      const { building, call, cursor } = step;
      const others = BUILDINGS.filter((other) => !mayTell(step).includes(other));
      const before = others.map(world.itemsOf);
      const known = cursor === undefined ? undefined : cursors[cursor % Math.max(1, cursors.length)];
      const answer = await world.call(known ? { ...call, query: { ...call.query, cursor: known } } : call);
      expect(others.map(world.itemsOf)).toEqual(before);
      if (typeof answer.body.next === 'string') cursors.push(answer.body.next);
      expect(answer.status).toBeLessThan(500);
      if ((answer.status ?? 500) >= 400) continue;
      answered.well++;
      // Only members get any answer but a refusal.
      if (building) expect(MEMBERS[call.as ?? '']).toContain(building);
      expect(toldOf(answer.body).filter((told) => others.includes(told))).toEqual([]);
    }
    // The fence beneath was never needed: our code does not even try.
    expect(world.refusals).toEqual([]);
    for (const { signer, command } of world.sent) expect(ownersOf(command)).toEqual([signer]);
  });

  await fc.assert(property, {
    numRuns: Math.max(1, Math.ceil(propertyOperations(1_000) / CALLS)),
    endOnFailure: false,
  });
  expect(answered.well).toBeGreaterThan(CALLS);
});
