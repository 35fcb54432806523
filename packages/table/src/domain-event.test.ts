import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { ChangeRecord } from './change-record.ts';
import { changeOf, changeSchema, defineEvent, type Occasion } from './domain-event.ts';
import type { StoredItem } from './stored-item.ts';

const CREATED = '2026-11-22T10:00:00.000Z';

function image(data: Record<string, unknown>, over: Partial<StoredItem> = {}): StoredItem {
  return {
    PK: 'BUILDING#demo',
    SK: 'LAMP#l1',
    type: 'lamp',
    data: { buildingId: 'demo', lampId: 'l1', schemaVersion: 1, ...data },
    version: 1,
    created_at: CREATED,
    updated_at: CREATED,
    ...over,
  };
}

const later = (data: Record<string, unknown>): StoredItem =>
  image(data, { version: 2, updated_at: '2026-11-22T11:00:00.000Z' });

const change = (before: StoredItem | undefined, after: StoredItem | undefined): ChangeRecord => ({
  sequenceNumber: '1',
  notedAt: '2026-11-22T12:00:00.000Z',
  before,
  after,
});

const lampEvent = (when: Occasion) =>
  defineEvent({
    name: 'lamp-told',
    version: 3,
    entity: 'lamp',
    description: 'Something about a lamp.',
    when,
    schema: () => z.strictObject({ lampId: z.string(), state: z.string().optional() }),
    examples: { good: [{ lampId: 'l1' }], bad: [{}] },
  });

describe('an event is read from', () => {
  const off = image({ state: 'off' });
  const on = later({ state: 'on' });
  const dim = later({ state: 'dim' });
  const other = image({ state: 'off' }, { type: 'bulb' });
  const reborn = image({ state: 'off' }, { created_at: '2026-11-25T10:00:00.000Z' });
  const shining = { field: 'state', values: ['on', 'dim'] };

  test.each<[string, Occasion, (readonly [StoredItem | undefined, StoredItem | undefined])[]]>([
    [
      'what is created',
      { kind: 'created' },
      [
        [undefined, off],
        [off, reborn],
      ],
    ],
    [
      'what comes to a state',
      { kind: 'entered', ...shining },
      [
        [off, on],
        [undefined, on],
      ],
    ],
    [
      'what changes',
      { kind: 'changed', field: 'state' },
      [
        [off, on],
        [on, dim],
      ],
    ],
    ['what goes in a state', { kind: 'removed', ...shining }, [[on, undefined]]],
    [
      'any change',
      { kind: 'any' },
      [
        [undefined, off],
        [off, on],
        [on, dim],
        [on, undefined],
        [off, reborn],
      ],
    ],
  ])('%s', (_title, when, occasions) => {
    const all = [
      [undefined, off],
      [undefined, on],
      [off, on],
      [on, dim],
      [on, undefined],
      [off, undefined],
      [off, reborn],
      [off, off],
    ] as const;
    const { read } = lampEvent(when);
    const told = all.filter(([before, after]) => read(change(before, after)) !== undefined);
    for (const occasion of occasions) expect(told).toContainEqual(occasion);
    const creations = when.kind === 'created' ? [[undefined, on]] : [];
    const removals =
      when.kind === 'any'
        ? [
            [undefined, on],
            [off, undefined],
          ]
        : [];
    expect(told).toHaveLength(occasions.length + creations.length + removals.length);
    expect(read(change(undefined, other))).toBeUndefined();
  });
});

test('a field that is taken away has not changed to anything', () => {
  expect(
    lampEvent({ kind: 'changed', field: 'state' }).read(change(image({ state: 'on' }), later({}))),
  ).toBeUndefined();
});

test('what is encrypted anew, or rewritten by an upgrade, is no change', () => {
  const { read } = lampEvent({ kind: 'any', encrypted: ['owner'] });
  const before = image({ state: 'on', owner: 'v1.aaaa' });
  expect(read(change(before, later({ state: 'on', owner: 'v1.bbbb', schemaVersion: 2 })))).toBeUndefined();
  expect(read(change(before, later({ state: 'dim', owner: 'v1.bbbb' })))).toBeDefined();
});

describe('an event', () => {
  const { read } = lampEvent({ kind: 'any' });
  const opened = change(undefined, image({ state: 'on', owner: 'v1.aaaa' }));

  test('carries the facts that its schema names and nothing else of the item', () => {
    expect(read(opened)).toEqual({
      id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      event: 'lamp-told.v3',
      occurredAt: CREATED,
      sequence: 1,
      lampId: 'l1',
      state: 'on',
    });
  });

  test('has the same id whenever the change is read, from whichever stream', () => {
    expect(read({ ...opened, sequenceNumber: '77', notedAt: undefined })?.id).toBe(read(opened)?.id);
  });

  test('has another id than every other change, also of an item that lay under the same key before', () => {
    const changes = [
      opened,
      change(opened.after, later({ state: 'dim' })),
      change(later({ state: 'dim' }), undefined),
      change(undefined, image({ state: 'on' }, { created_at: '2026-11-23T10:00:00.000Z', updated_at: CREATED })),
      change(undefined, image({ state: 'on' }, { SK: 'LAMP#l2' })),
    ];
    expect(new Set(changes.map((one) => read(one)?.id)).size).toBe(changes.length);
  });

  test('of a deletion happened when the table noted it, after the last change', () => {
    expect(read(change(later({}), undefined))).toMatchObject({ occurredAt: '2026-11-22T12:00:00.000Z', sequence: 3 });
  });

  test('is refused when the item does not hold its facts', () => {
    expect(() => read(change(undefined, image({ lampId: 7 })))).toThrow(/lamp-told.v3: lampId/);
  });
});

test('of any change tells what it was', () => {
  const { read } = defineEvent({
    name: 'lamp-changed',
    version: 1,
    entity: 'lamp',
    description: 'A lamp.',
    when: { kind: 'any' },
    schema: () => z.strictObject({ change: changeSchema }),
    derive: changeOf,
    examples: { good: [{ change: 'added' }], bad: [{}] },
  });
  const [first, second] = [image({ state: 'on' }), later({ state: 'off' })];
  const told = [change(undefined, first), change(first, second), change(second, undefined)];
  expect(told.map((one) => read(one)?.change)).toEqual(['added', 'changed', 'removed']);
});
