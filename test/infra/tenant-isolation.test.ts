import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { isSignedInto } from '@bos/aws/tenant-functions';
import { type Place, placesOf } from '@bos/table/tenant-policy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyCall, KEYS_TABLE, tenantWorld } from '../../functions/api/testing/tenant-world.ts';
import { CATALOG } from '../../functions/catalog.ts';
import { ENTITIES } from '../../functions/entities.ts';
import { namedPlaces } from './named-places.ts';
import { synthesiseSystem } from './synthesise.ts';
import { isAllowed, questionsOf, type TableStatement, tableStatementsOf } from './table-judge.ts';
import { isTenants, resourceOf, sampleKey, tenantFaults } from './tenant-faults.ts';

const system = synthesiseSystem();
const { table, keysTable } = namedPlaces(system);
const places = placesOf(ENTITIES);

const TENANT = 'What the API may do in one building: read-write';
const tenant = tableStatementsOf(system, TENANT);
const served = CATALOG.filter(
  ({ trigger, rights }) => trigger.kind === 'http' && rights.some(({ kind }) => kind === 'table'),
);
const own = new Map(served.map(({ name }) => [name, tableStatementsOf(system, `What ${name} may do`)]));
const nameOf = ({ type, where }: Place): string => `${type} in ${where}`;

/** Who of the functions that serve HTTP reaches partitions of that kind under their own role. */
function reachedBy(place: Place): string[] {
  const action = place.where === 'table' || place.where === 'keys' ? 'dynamodb:GetItem' : 'dynamodb:Query';
  const question = { action, on: resourceOf(place, { table, keysTable }), keys: [sampleKey(place, 'b1')] };
  return [...own].filter(([, statements]) => isAllowed(statements, question)).map(([name]) => name);
}

describe('the role of tenants', () => {
  const faultsOf = (statements: readonly TableStatement[], known = places): string[] =>
    tenantFaults({ statements, access: 'read-write', table, keysTable, places: known });

  test('reaches every partition of its building, and no other', () => {
    expect(faultsOf(tenant)).toEqual([]);
  });

  test('reaches nothing else, whatever key is made up', () => {
    const part = fc.constantFrom('BUILDING', 'b1', 'b10', 'b', '#', '##', '*', '?', 'USER', 'UNIT#2', ' ', '\n', '');
    const key = fc.array(part, { maxLength: 7 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(key, (made) => {
        const mayRead = isAllowed(tenant, { action: 'dynamodb:GetItem', on: table, keys: [made], building: 'b1' });
        expect(mayRead).toBe(made === 'BUILDING#b1' || made.startsWith('BUILDING#b1#'));
      }),
      { numRuns: 2_000 },
    );
  });

  const keysChanged = (change: (key: string) => string | undefined) => (statement: TableStatement) => {
    const like = statement.conditions['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
    if (like === undefined) return statement;
    const keys = like.map(change).filter((one) => one !== undefined);
    const conditions = { ...statement.conditions, 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } };
    return { ...statement, conditions };
  };
  const withoutNull = (statement: TableStatement): TableStatement => {
    const { Null: _null, ...conditions } = statement.conditions;
    return { ...statement, conditions };
  };
  const withAction = (action: string) => (statement: TableStatement) =>
    statement.effect === 'Allow' ? { ...statement, actions: [...statement.actions, action] } : statement;

  test.each<[string, (statement: TableStatement) => TableStatement, RegExp]>([
    ['opens b10 to b1', keysChanged((key) => key.replace('#*', '*')), /of b10 by b1$/],
    ['opens every building', keysChanged(() => 'BUILDING#*'), /of b10 by b1$/],
    ['opens everything', keysChanged(() => '*'), /^Query of identity in table: granted$/],
    [
      'forgets what lies beneath',
      keysChanged((key) => (key.endsWith('*') ? undefined : key)),
      /step in table: missing$/,
    ],
    [
      'forgets the building itself',
      keysChanged((key) => (key.endsWith('*') ? key : undefined)),
      /unit in table: missing$/,
    ],
    ['names the building in small letters', keysChanged((key) => key.toLowerCase()), /unit in table: missing$/],
    ['lets in who names no key', withoutNull, /without a key$/],
    ['scans', (statement) => withAction('dynamodb:Scan')(withoutNull({ ...statement, effect: 'Allow' })), /^Scan of/],
    ['writes in batches', withAction('dynamodb:BatchWriteItem'), /^BatchWriteItem of unit in table: granted$/],
    ['forgets an action', (one) => ({ ...one, actions: one.actions.slice(1) }), /: missing$/],
    ['reads from an index alone', (one) => ({ ...one, on: one.on.filter((on) => on !== table) }), /in table: missing$/],
    ['reaches another table', (one) => ({ ...one, on: ['*'] }), /on another table$/],
  ])('would be found out if it %s', (_title, spoil, found) => {
    expect(faultsOf(tenant.map(spoil))).toContainEqual(expect.stringMatching(found));
  });

  test('would be found out if a new entity’s keys were not covered', () => {
    const added: Place = { type: 'wing', where: 'GSI1', template: 'BUILDING#{buildingId}' };
    expect(faultsOf(tenant, [...places, added])).toContain('Query of wing in GSI1: missing');
  });
});

describe('a function that serves HTTP', () => {
  test('reaches no building under its own role', () => {
    for (const place of places.filter(isTenants)) expect(reachedBy(place), nameOf(place)).toEqual([]);
  });

  test('reaches of what belongs to no building what it needs; all else is the workers’', () => {
    const api = served.filter(isSignedInto).map(({ name }) => name);
    const readers = served
      .filter(({ rights }) => rights.some(({ kind }) => kind === 'data-key'))
      .map(({ name }) => name)
      .toSorted();
    const lists = ['api-buildings', 'api-people'];
    const webhook = ['webhook-whatsapp'];
    const shared = places.filter((place) => !isTenants(place));
    expect(Object.fromEntries(shared.map((place) => [nameOf(place), reachedBy(place).sort()]))).toEqual({
      'identity in table': api.toSorted(),
      'person in table': api.toSorted(),
      // Under their person; only who onboards a building asks for it.
      'operator in table': api.toSorted(),
      'key/person in keys': api.toSorted(),
      'key/platform in keys': readers,
      'key/index in keys': readers,
      // The list of a person's buildings, and what else is filed under the person.
      'membership in GSI1': lists,
      'identity in GSI1': lists,
      'receipt in table': webhook,
      'key/sender in keys': webhook,
      'key/lasting-index in keys': webhook,
      'consent in table': webhook,
      // It lies among the receipts of its sender.
      'building_choice in table': webhook,
      'receipt in GSI2': [],
      'channel in table': [],
      'channel in GSI1': [],
      'building in GSI1': [],
    });
  });

  test.each(served)('$name is denied what names no key', ({ name }) => {
    const statements = own.get(name) ?? [];
    for (const action of ['Scan', 'PartiQLSelect', 'BatchWriteItem', 'GetItem', 'Query', 'PutItem'])
      for (const on of [table, `${table}/index/GSI1`, `${table}/index/GSI2`])
        expect(isAllowed(statements, { action: `dynamodb:${action}`, on, keys: [] })).toBe(false);
  });
});

const isOfKeys = (command: unknown): boolean =>
  command instanceof GetCommand || command instanceof PutCommand ? command.input.TableName === KEYS_TABLE : false;

test('whatever is asked of the API, each request to the table is allowed to who signs it, and to no other building', async () => {
  const functionOf = (key: string): string => {
    const found = served.find(
      ({ trigger }) => trigger.kind === 'http' && trigger.routes.some((one) => one.routeKey === key),
    );
    if (found === undefined) throw new Error(`nobody serves ${key}`);
    return found.name;
  };
  const calls = fc.sample(anyCall, { numRuns: 600, seed: 7 });
  const world = await tenantWorld();
  for (const { call } of calls) await world.call(call);
  expect(new Set(world.sent.map(({ signer }) => signer))).toEqual(new Set([undefined, 'b1', 'b10']));
  for (const { routeKey, signer, command } of world.sent) {
    const statements = signer === undefined ? (own.get(functionOf(routeKey)) ?? []) : tenant;
    for (const question of questionsOf(command, isOfKeys(command) ? keysTable : table)) {
      const verdict = (building: string | undefined) => isAllowed(statements, { ...question, building });
      expect(verdict(signer), `${routeKey}: ${question.action} ${question.on} ${question.keys}`).toBe(true);
      if (signer !== undefined) expect(verdict(signer === 'b1' ? 'b10' : 'b1')).toBe(false);
    }
  }
});
