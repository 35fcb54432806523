import { isPermission } from '@bos/governance/permissions';
import { silentLog } from '@bos/kernel/log';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { build, buildOpenApi, loadExamples, ROUTES } from './openapi.ts';
import { callApi } from './testing/call.ts';

const example = z.union([z.object({ example: z.unknown() }), z.object({ examples: z.looseObject({}) })]);
const contents = z.record(z.string(), z.object({ content: z.record(z.string(), z.unknown()).optional() }));

test('the document has every operation and is served to everybody', async () => {
  const handler = build({ clock: { now: () => new Date(0) }, log: silentLog });
  const { status, body } = await callApi(handler, { routeKey: 'GET /openapi.json' });
  expect(status).toBe(200);
  const document = buildOpenApi(await loadExamples());
  expect(body).toEqual(JSON.parse(JSON.stringify(document)));
  const operations = Object.values(document.paths).flatMap((path) => Object.keys(path ?? {}));
  expect(operations).toHaveLength(ROUTES.length);
});

test('every operation shows its answer, and every shared failure what it looks like', async () => {
  const { paths, components } = buildOpenApi(await loadExamples());
  const operations = z.record(
    z.string(),
    z.record(z.string(), z.object({ operationId: z.string(), responses: contents })),
  );
  const all = Object.values(operations.parse(paths)).flatMap((path) => Object.values(path));
  for (const { operationId, responses } of all) {
    const [success] = Object.entries(responses).filter(([status]) => status.startsWith('2'));
    const json = success?.[1].content?.['application/json'];
    if (json !== undefined) expect(example.safeParse(json).success, operationId).toBe(true);
  }
  for (const [name, { content }] of Object.entries(contents.parse(components.responses)))
    expect(example.safeParse(content?.['application/problem+json']).success, name).toBe(true);
});

test('every guarded operation names a permission that exists', () => {
  for (const { operationId, permission } of ROUTES)
    expect(permission === 'public' || permission === 'signed-in' || isPermission(permission), operationId).toBe(true);
});
