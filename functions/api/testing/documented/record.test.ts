import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentExamples } from '@bos/http/openapi-examples';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { loadExamples, ROUTES } from '../../openapi.ts';
import { recordExamples } from './record.ts';

/**
 * What the document shows is what the system answers: `BOS_RECORD_EXAMPLES=1` writes it down anew. Whoever adds an
 * operation adds a call of it to the walk in this folder.
 */
const FILE = join(import.meta.dirname, '../../answer-examples.json');
const NOTE =
  'record it with BOS_RECORD_EXAMPLES=1 npx vitest run --project unit functions/api/testing/documented, then npm run format';

const nameOf = ({ status, code }: { readonly status: number; readonly code: string }): string => `${status} ${code}`;

/** What a call alone does not meet: two that change one thing at once, or a system that is set up in another way. */
const UNSHOWN: ReadonlySet<string> = new Set([
  'removeVendor 412 VENDOR_CHANGED_MEANWHILE',
  'approveMerge 409 MERGE_CHANGED_MEANWHILE',
  'refuseMerge 409 MERGE_CHANGED_MEANWHILE',
  'undoMerge 409 MERGE_CHANGED_MEANWHILE',
  'importRoster 409 ROSTER_UNDOING',
  'undoRosterImport 409 ROSTER_CHANGED_MEANWHILE',
  'commandDevice 409 ORDER_IN_HAND',
  'inviteGuest 409 CHECK_IN_PAGE_UNKNOWN',
  // Shown as that of every operation.
  'getDeviceWebhook 503 DEVICE_SECRET_MISSING',
]);

let recorded: DocumentExamples;
let kept: DocumentExamples;

beforeAll(async () => {
  recorded = await recordExamples();
  if (process.env.BOS_RECORD_EXAMPLES === '1') writeFileSync(FILE, `${JSON.stringify(recorded, null, 2)}\n`);
  kept = process.env.BOS_RECORD_EXAMPLES === '1' ? recorded : await loadExamples();
});

test('every operation is called, and no other is kept', () => {
  const operations = ROUTES.map(({ operationId }) => operationId).sort();
  expect(Object.keys(recorded.operations), 'add its call to the walk').toEqual(operations);
  expect(Object.keys(kept.operations), NOTE).toEqual(operations);
});

test.each(ROUTES.map(({ operationId }) => operationId))('%s is kept as it is answered', (operationId) => {
  expect(kept.operations[operationId], NOTE).toEqual(recorded.operations[operationId]);
});

test('problems that operations share are kept as they are answered', () => {
  expect(kept.problems, NOTE).toEqual(recorded.problems);
});

describe.each(ROUTES.map((route) => [route.operationId, route] as const))('%s', (operationId, route) => {
  const { params, query, body, examples, response, errors = [] } = route;

  test('shows a request that its contract takes', () => {
    const shown = kept.operations[operationId];
    expect(params?.safeParse(shown?.params).error).toBeUndefined();
    expect(query?.safeParse(shown?.query ?? {}).error).toBeUndefined();
    expect(examples?.body === undefined).toBe(body === undefined);
    expect(body?.safeParse(examples?.body).error).toBeUndefined();
  });

  test('shows an answer that its contract gives, and no empty list', () => {
    const answer = kept.operations[operationId]?.answer;
    expect(answer === undefined).toBe(response.schema === undefined);
    expect(response.schema?.safeParse(answer).error).toBeUndefined();
    const list = z.object({ items: z.array(z.unknown()) }).safeParse(answer);
    expect(list.data?.items).not.toEqual([]);
  });

  test('shows every refusal that it documents, once', () => {
    const documented = errors.map(nameOf).filter((name) => !UNSHOWN.has(`${operationId} ${name}`));
    const shown = kept.operations[operationId]?.refusals ?? [];
    expect(shown.map(nameOf).sort(), 'add its call to the walk').toEqual(documented.sort());
  });
});
