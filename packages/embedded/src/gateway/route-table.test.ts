import { describe, expect, test } from 'vitest';
import { createRouteTable } from './route-table.ts';

const match = createRouteTable(
  [
    'GET /pets/dog/1',
    'GET /pets/dog/{id}',
    'GET /pets/{kind}/{id}',
    'POST /pets/{kind}',
    'GET /pets/{proxy+}',
    'ANY /pets/cat',
    'GET /pets/cat',
    'ANY /{proxy+}',
    'GET /',
  ].map((routeKey) => ({ routeKey })),
);

describe('a request goes to', () => {
  test.each([
    ['GET', '/pets/dog/1', 'GET /pets/dog/1', undefined],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
    ['GET', '/pets/cat/2', 'GET /pets/{kind}/{id}', { kind: 'cat', id: '2' }],
    ['GET', '/pets/cat', 'GET /pets/cat', undefined],
    ['PUT', '/pets/cat', 'ANY /pets/cat', undefined],
    ['POST', '/pets/fish', 'POST /pets/{kind}', { kind: 'fish' }],
    ['GET', '/pets/fish', 'GET /pets/{proxy+}', { proxy: 'fish' }],
    ['GET', '/pets/a/b/c', 'GET /pets/{proxy+}', { proxy: 'a/b/c' }],
    ['POST', '/pets/dog/1', 'ANY /{proxy+}', { proxy: 'pets/dog/1' }],
    ['GET', '/', 'GET /', undefined],
    ['DELETE', '/x', 'ANY /{proxy+}', { proxy: 'x' }],
  ])('%s %s → %s', (method, path, routeKey, parameters) => {
    expect(match(method, path)).toEqual({ route: { routeKey }, parameters });
  });
});

test('nothing matches an empty parameter, another method or a longer path', () => {
  const only = createRouteTable([{ routeKey: 'GET /a/{id}' }]);
  for (const [method, path] of [
    ['GET', '/a/'],
    ['GET', '/a'],
    ['GET', '/a/1/'],
    ['POST', '/a/1'],
    ['HEAD', '/a/1'],
  ] as const) {
    expect(only(method, path)).toBeUndefined();
  }
});

test('two routes that match the same requests are refused', () => {
  expect(() => createRouteTable([{ routeKey: 'GET /a/{id}' }, { routeKey: 'GET /a/{name}' }])).toThrow(TypeError);
});
