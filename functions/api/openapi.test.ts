import { isPermission } from '@bos/governance/permissions';
import { silentLog } from '@bos/kernel/log';
import { expect, test } from 'vitest';
import { build, buildOpenApi, ROUTES } from './openapi.ts';
import { callApi } from './testing/call.ts';

test('the document has every operation and is served to everybody', async () => {
  const handler = build({ clock: { now: () => new Date(0) }, log: silentLog });
  const { status, body } = await callApi(handler, { routeKey: 'GET /openapi.json' });
  expect(status).toBe(200);
  expect(body).toEqual(JSON.parse(JSON.stringify(buildOpenApi())));
  const operations = Object.values(buildOpenApi().paths).flatMap((path) => Object.keys(path ?? {}));
  expect(operations).toHaveLength(ROUTES.length);
});

test('every guarded operation names a permission that exists', () => {
  for (const { operationId, permission } of ROUTES)
    expect(permission === 'public' || permission === 'signed-in' || isPermission(permission), operationId).toBe(true);
});
