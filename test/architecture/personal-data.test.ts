import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pathsOf, unreached } from '@bos/people/personal-data/paths';
import { isSealedForNobody, subjectsOf } from '@bos/people/personal-data/subjects';
import { type AnyEntity, defineEntity } from '@bos/table/entity';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ENTITIES } from '../../bin/docs/entities.ts';

const schema = z.object({ buildingId: z.string(), noteId: z.string(), userId: z.string(), text: z.string() });
type Note = z.infer<typeof schema>;

/** An entity that somebody adds without a thought for export and erasure. */
const forgotten = (keys: { PK: string; SK: string; GSI1PK?: string; GSI1SK?: string }): AnyEntity =>
  defineEntity<Note>({
    type: 'note',
    description: 'A note.',
    schemaVersion: 1,
    schema,
    keys,
    personal: { fields: ['text'], scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }) },
  });

describe('personal data', () => {
  test('is reached from the person, in every entity that has any: export and erasure forget none', () => {
    // Give the entity an index that begins with its person, `BUILDING#{buildingId}#USER#{userId}`, or let its partition
    // be made from the key of an item that is reached.
    expect(unreached(ENTITIES)).toEqual([]);
  });

  test('is never sealed with a key that no erasure destroys', () => {
    // Secrets of the house, which are no person's: its Wi-Fi, and what its property management system signs with.
    const ofTheHouse = ['arrival_guide', 'pms_connection'];
    expect(ENTITIES.filter(isSealedForNobody).map(({ type }) => type)).toEqual(ofTheHouse);
  });

  test('of a sender who is not known yet lies under the hash of that sender', () => {
    const senders = ENTITIES.filter(({ schema: shape }) =>
      JSON.stringify(z.toJSONSchema(shape)).includes('senderHash'),
    );
    expect(senders.map(({ type }) => type)).toContain('receipt');
    for (const { type, keys } of senders) expect(keys.PK, type).toContain('{senderHash}');
  });

  test.each([
    ['nothing of its keys names the person', { PK: 'BUILDING#{buildingId}', SK: 'NOTE#{noteId}' }, ['note.userId']],
    ['the person comes last', { PK: 'BUILDING#{buildingId}', SK: 'NOTE#{noteId}#{userId}' }, ['note.userId']],
    ['it lies under the person', { PK: 'BUILDING#{buildingId}#USER#{userId}', SK: 'NOTE#{noteId}' }, []],
    [
      'it lies in the partition of a unit, as those who live there do',
      { PK: 'BUILDING#{buildingId}#UNIT#{unitId}', SK: 'NOTE#{noteId}' },
      ['note.userId'],
    ],
    [
      'it lies below something of the person',
      { PK: 'BUILDING#{buildingId}#TICKET#{ticketId}', SK: 'NOTE#{noteId}' },
      [],
    ],
    [
      'an index leads to it',
      {
        PK: 'BUILDING#{buildingId}',
        SK: 'NOTE#{noteId}',
        GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
        GSI1SK: 'NOTE#{noteId}',
      },
      [],
    ],
  ])('a new entity is told apart: %s', (_title, keys, expected) => {
    expect(unreached([...ENTITIES, forgotten(keys)])).toEqual(expected);
  });

  test('of others is not taken for the holder’s: a notification is about whom it tells of', () => {
    const notification = ENTITIES.find(({ type }) => type === 'notification');
    expect(notification && subjectsOf(notification)).toEqual([
      { field: 'aboutUserId', role: 'about' },
      { field: 'userId', role: 'holder' },
    ]);
  });

  test('by which members are found is written with the membership: by one module alone', () => {
    const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
    const writers = ['packages', 'functions', 'bin'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .map((file) => join(folder, file))
        .filter((file) => file.endsWith('.ts') && !/node_modules|\.test\.ts$|\/testing\//.test(file))
        .filter((file) =>
          /\b(create|put|replace)(<Membership>)?\(\s*membershipEntity/.test(readFileSync(join(root, file), 'utf8')),
        ),
    );
    // The erasure only takes rights away.
    expect(writers.toSorted()).toEqual([
      'packages/people/src/erasure/erase-person.ts',
      'packages/people/src/memberships/write-membership.ts',
    ]);
  });

  test('is reached with what lies below it', () => {
    const below = pathsOf(ENTITIES).flatMap((path) =>
      path.kind === 'below' ? [`${path.parent.type} > ${path.entity.type}`] : [],
    );
    expect(below).toEqual(
      expect.arrayContaining([
        'conversation > message',
        'mission > step',
        'mission > activity',
        'ticket > ticket_event',
      ]),
    );
  });
});
