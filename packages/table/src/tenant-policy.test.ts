import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defineEntity, type EntityKeys } from './entity.ts';
import { ownerOf, placesOf, sharedKeys, tenantKeys } from './tenant-policy.ts';

const entity = (type: string, keys: EntityKeys) =>
  defineEntity({ type, description: type, schemaVersion: 1, schema: z.object({}), keys });

const places = placesOf([
  entity('unit', { PK: 'BUILDING#{buildingId}', SK: 'UNIT#{unitId}', GSI1PK: 'BUILDING', GSI1SK: '{unitId}' }),
  entity('member', {
    PK: 'BUILDING#{buildingId}#USER#{userId}',
    SK: 'META',
    GSI1PK: 'USER#{userId}',
    GSI1SK: '{buildingId}',
    GSI2PK: 'BUILDING#{buildingId}#USER',
    GSI2SK: '{userId}',
  }),
  entity('sign', { PK: 'SIGN#{kind}#{hash}', SK: 'META' }),
  entity('look-alike', { PK: 'BUILDING#{buildingId}X', SK: 'META' }),
]);

test('every partition has one owner', () => {
  expect(places.map((place) => [place.type, place.where, ownerOf(place)])).toEqual([
    ['unit', 'table', 'tenant'],
    ['unit', 'GSI1', 'everything'],
    ['member', 'table', 'tenant'],
    ['member', 'GSI1', 'list'],
    ['member', 'GSI2', 'tenant'],
    ['sign', 'table', 'directory'],
    // One that only looks like a building's opens nobody's building.
    ['look-alike', 'table', 'directory'],
    ['key/platform', 'keys', 'directory'],
    ['key/index', 'keys', 'directory'],
    ['key/lasting-index', 'keys', 'directory'],
    ['key/sender', 'keys', 'directory'],
    ['key/person', 'keys', 'directory'],
    ['key/building', 'keys', 'tenant'],
    ['key/membership', 'keys', 'tenant'],
  ]);
});

describe('the keys of a tenant', () => {
  test('are the building itself and what lies beneath it, never what begins alike', () => {
    expect(tenantKeys(places, 'b1')).toEqual({
      table: ['BUILDING#b1', 'BUILDING#b1#*'],
      GSI1: [],
      GSI2: ['BUILDING#b1#*'],
      keys: ['BUILDING#b1'],
    });
  });
});

describe('the keys that tenants share', () => {
  test('are those of the kinds that are named, whatever stands for their parts', () => {
    expect(sharedKeys(places, 'directory', ['sign', 'key/platform', 'key/sender'])).toEqual({
      table: ['SIGN#*#*'],
      GSI1: [],
      GSI2: [],
      keys: ['KEY#platform', 'KEY#sender#*'],
    });
    expect(sharedKeys(places, 'list', ['member'])).toEqual({
      table: [],
      GSI1: ['USER#*'],
      GSI2: [],
      keys: [],
    });
  });

  test('are never a tenant’s, nor of a kind that there is not', () => {
    expect(() => sharedKeys(places, 'directory', ['unit'])).toThrow('unit has no partition of the kind directory');
    expect(() => sharedKeys(places, 'list', ['unit'])).toThrow('unit');
    expect(() => sharedKeys(places, 'directory', ['nothing'])).toThrow('nothing');
  });
});
