import { isDomainError } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import type { ListOptions } from '@bos/table/table';
import { create, remove, replace } from '@bos/table/write';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noteEntity, type TableUnderTest } from './table-contract.ts';

/** Names that begin alike: where a prefix is mistaken for a name, `1` reads what belongs to `10`. */
const SIDES = ['1', '10'] as const;
type Side = (typeof SIDES)[number];
const USERS = ['u', 'u1'];
const NOTES = ['n', 'n1', 'n10', 'm'];

const side = fc.constantFrom(...SIDES);
const noteId = fc.constantFrom(...NOTES);
const userId = fc.constantFrom(...USERS);
const index = fc.constantFrom(undefined, 'GSI1' as const, 'GSI2' as const);

/** What somebody might do in a building, with what they know of it or of the other one. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), side, noteId, userId, done: fc.boolean() }),
  fc.record({ kind: fc.constant('change' as const), side, noteId, userId }),
  fc.record({ kind: fc.constant('remove' as const), side, noteId }),
  fc.record({ kind: fc.constant('get' as const), side, noteId }),
  fc.record({ kind: fc.constant('getMany' as const), side, noteIds: fc.array(noteId, { maxLength: 6 }) }),
  fc.record({ kind: fc.constant('list' as const), side, index, userId, limit: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('next' as const), side, index, userId, cursor: fc.nat(), newestFirst: fc.boolean() }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let worlds = 0;

/** Two buildings, and what a faithful bookkeeper knows of each. */
function world({ table }: TableUnderTest) {
  const name = `isolation-${worlds++}-`;
  const buildingOf = (which: Side) => `${name}${which}`;
  const books = new Map<string, string>();
  const cursors: string[] = [];
  const textOf = (which: Side, id: string) => books.get(`${which} ${id}`);

  function assertOwn(which: Side, note: Stored<{ buildingId: string; noteId: string; text: string }>): void {
    expect(note.buildingId).toBe(buildingOf(which));
    expect(note.text).toBe(textOf(which, note.noteId));
  }

  async function list(which: Side, user: string, options: ListOptions): Promise<void> {
    const parts = { buildingId: buildingOf(which), ...(options.index === 'GSI1' && { userId: user }) };
    const page = await table.list(noteEntity, parts, options);
    for (const note of page.items) assertOwn(which, note);
    if (page.next !== null) cursors.push(page.next);
  }

  async function write(which: Side, id: string, text: string | undefined, act: () => Promise<void>): Promise<void> {
    try {
      await act();
      if (text === undefined) books.delete(`${which} ${id}`);
      else books.set(`${which} ${id}`, text);
    } catch (error) {
      if (!isDomainError(error, 'WRITE_CONFLICT')) throw error;
    }
  }

  let writes = 0;
  return async function take(action: Step): Promise<void> {
    const { side: which } = action;
    const buildingId = buildingOf(which);
    const text = `${which} wrote ${writes++}`;
    switch (action.kind) {
      case 'create': {
        const { noteId: id, userId: user, done } = action;
        const note = { buildingId, noteId: id, userId: user, status: done ? 'done' : 'open', text } as const;
        return write(which, id, text, () => table.write([create(noteEntity, note)]));
      }
      case 'change':
      case 'remove': {
        const before = await table.get(noteEntity, { buildingId, noteId: action.noteId });
        if (!before) return expect(textOf(which, action.noteId)).toBeUndefined();
        const change =
          action.kind === 'remove'
            ? remove(noteEntity, before)
            : replace(noteEntity, before, { ...before, userId: action.userId, text });
        return write(which, action.noteId, action.kind === 'remove' ? undefined : text, () => table.write([change]));
      }
      case 'get': {
        const note = await table.get(noteEntity, { buildingId, noteId: action.noteId });
        return expect(note?.text).toBe(textOf(which, action.noteId));
      }
      case 'getMany': {
        const keys = action.noteIds.map((id) => ({ buildingId, noteId: id }));
        for (const note of await table.getMany(noteEntity, keys)) assertOwn(which, note);
        return;
      }
      case 'list':
        return list(which, action.userId, { limit: action.limit, ...(action.index && { index: action.index }) });
      case 'next': {
        // Any cursor that either building ever gave out, for any list of either.
        const cursor = cursors[action.cursor % Math.max(1, cursors.length)];
        if (cursor === undefined) return;
        try {
          const { newestFirst } = action;
          await list(which, action.userId, { cursor, newestFirst, ...(action.index && { index: action.index }) });
        } catch (error) {
          if (!isDomainError(error, 'INVALID_CURSOR')) throw error;
        }
      }
    }
  };
}

const STEPS = 100;

/**
 * Two buildings in one table, and random operations in both with whatever is known of either: neither ever reads what
 * is the other's. `operations` says how many are tried, in runs of a hundred.
 */
export function describeIsolation(name: string, open: () => TableUnderTest, operations: number): void {
  test(`no building reads another's items on ${name}, whatever is tried`, { timeout: 3_600_000 }, async () => {
    const steps = fc.array(step, { minLength: STEPS, maxLength: STEPS, size: 'max' });
    const property = fc.asyncProperty(steps, async (actions) => {
      const take = world(open());
      for (const action of actions) await take(action);
    });
    await fc.assert(property, { numRuns: Math.max(1, Math.ceil(operations / STEPS)), endOnFailure: false });
  });
}

/** How many operations to try: `BOS_PROPERTY_OPERATIONS`, 100,000 and more at night. */
export function propertyOperations(usual: number): number {
  return Number(process.env.BOS_PROPERTY_OPERATIONS ?? usual);
}
