import { type EventPattern, passesFilter } from '@bos/kernel/event-pattern';
import { readChange } from '@bos/table/change-record';
import { defineEvent, type EventDefinition, type Occasion } from '@bos/table/domain-event';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { filterFor, ROUTED_PATTERNS } from './routed-changes.ts';
import { SUBSCRIPTIONS } from './subscriptions.ts';

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

function image(type: string, fields: Readonly<Record<string, string>>): Image {
  const texts = {
    PK: 'p',
    SK: 's',
    type,
    created_at: '2026-11-22T10:00:00.000Z',
    updated_at: '2026-11-22T10:00:00.000Z',
  };
  const data = Object.fromEntries(Object.entries(fields).map(([name, S]) => [name, { S }]));
  return {
    ...Object.fromEntries(Object.entries(texts).map(([name, S]) => [name, { S }])),
    version: { N: '1' },
    data: { M: data },
  };
}

function recordOf(before: Image | undefined, after: Image | undefined): DynamoDBRecord {
  return {
    dynamodb: { SequenceNumber: '1', ...(before && { OldImage: before }), ...(after && { NewImage: after }) },
  };
}

const event = (entity: string, when: Occasion) =>
  defineEvent({
    name: `${entity}-told`,
    version: 1,
    entity,
    description: 'Something happened.',
    when,
    schema: () => z.strictObject({}),
    examples: { good: [{}], bad: [{ more: true }] },
  });

const filterOf = (...events: readonly EventDefinition[]) => filterFor(events.map((one) => ({ event: one })));

const lit: Occasion = { kind: 'entered', field: 'state', values: ['on', 'dim'] };
const images = [
  undefined,
  image('lamp', { state: 'on' }),
  image('lamp', { state: 'off' }),
  image('door', { state: 'on' }),
];
const records = images.flatMap((before) => images.map((after) => recordOf(before, after)));

describe('a filter', () => {
  test.each<[string, Occasion]>([
    ['creations', { kind: 'created' }],
    ['what comes to a state', lit],
    ['changes', { kind: 'changed', field: 'state' }],
    ['what goes', { kind: 'removed', field: 'state', values: ['on'] }],
    ['any change', { kind: 'any' }],
  ])('of %s lets through every change that is the event, and none of another type', (_title, when) => {
    const told = event('lamp', when);
    const filter = filterOf(told);
    const missed = records.filter((record) => told.read(readChange(record)) && !passesFilter(filter, record));
    expect(missed).toEqual([]);
    expect(passesFilter(filter, recordOf(undefined, image('door', { state: 'on' })))).toBe(false);
  });

  test('of a state keeps back what is in another', () => {
    const filter = filterOf(event('lamp', lit));
    expect(passesFilter(filter, recordOf(images[1], images[2]))).toBe(false);
    expect(passesFilter(filter, recordOf(images[1], undefined))).toBe(false);
  });

  test('names states that stand in the same place once', () => {
    const open: Occasion = { kind: 'entered', field: 'state', values: ['open'] };
    expect(filterOf(event('lamp', lit), event('door', open))).toEqual([
      {
        dynamodb: { NewImage: { type: { S: ['lamp', 'door'] }, data: { M: { state: { S: ['on', 'dim', 'open'] } } } } },
      },
    ]);
  });

  test('of every change of a type needs no more for some of them', () => {
    expect(filterOf(event('lamp', lit), event('lamp', { kind: 'created' }))).toEqual([
      { dynamodb: { NewImage: { type: { S: ['lamp'] } } } },
    ]);
  });

  test('that would need more than five patterns goes by types alone, and misses nothing', () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((field) =>
      event('lamp', { kind: 'entered', field, values: ['on'] }),
    );
    const expected: EventPattern[] = [{ dynamodb: { NewImage: { type: { S: ['lamp'] } } } }];
    expect(filterOf(...many)).toEqual(expected);
    expect(filterOf(...many.slice(1))).toHaveLength(5);
  });

  test('of any change lets no removal through where nobody acts on one', () => {
    const told = event('lamp', { kind: 'any' });
    const filter = filterFor([{ event: told, ignoresRemovals: true }]);
    expect(filter).toEqual([{ dynamodb: { NewImage: { type: { S: ['lamp'] } } } }]);
    expect(passesFilter(filter, recordOf(images[1], undefined))).toBe(false);
    expect(passesFilter(filter, recordOf(images[1], images[2]))).toBe(true);
  });

  test('of what is written seldom goes by the type', () => {
    const told = event('lamp', lit);
    const filter = filterFor([{ event: told, isSeldom: true }]);
    expect(filter).toEqual([{ dynamodb: { NewImage: { type: { S: ['lamp'] } } } }]);
  });
});

test('the router reads what somebody subscribed to, in five patterns: more would let everything of a type through', () => {
  expect(ROUTED_PATTERNS).toEqual(filterFor(SUBSCRIPTIONS));
  expect(ROUTED_PATTERNS).toHaveLength(5);
  const byTypeAlone = ROUTED_PATTERNS.filter((pattern) => !JSON.stringify(pattern).includes('"data"'));
  expect(byTypeAlone).toHaveLength(1);
  expect(JSON.stringify(byTypeAlone)).not.toMatch(/"(message|receipt|mission)"/);
});
