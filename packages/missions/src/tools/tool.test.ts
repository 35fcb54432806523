import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { testContext } from './testing/test-context.ts';
import { defineTool, isRepeatable, RISKS } from './tool.ts';
import { createToolRegistry } from './tool-registry.ts';

const double = defineTool({
  name: 'double',
  version: 2,
  description: 'Doubles.',
  input: z.object({ n: z.number() }),
  output: z.object({ n: z.number() }),
  risk: 'read',
  roles: 'anyone',
  idempotencyKey: ({ n }, { missionId }) => `${missionId}/double/${n}`,
  execute: async ({ n }) => ({ kind: 'completed', output: { n: n * 2 } }),
});

describe('a tool', () => {
  test('gets parsed input and gives parsed output', async () => {
    expect(await double.execute({ n: 2, extra: 'x' }, testContext())).toEqual({ kind: 'completed', output: { n: 4 } });
  });

  test('refuses wrong input without running', async () => {
    expect(await double.execute({ n: '2' }, testContext())).toEqual({
      kind: 'failed',
      code: 'INVALID_INPUT',
      detail: { fields: ['n'] },
    });
  });

  test('cannot tell what a broken-off attempt did, unless it knows how', async () => {
    expect(await double.readBack({ n: 2 }, testContext())).toEqual({ kind: 'unknown' });
  });

  test('has one idempotency key a step, or one of its own', () => {
    const ids = { missionId: 'm1', stepId: 's1' };
    expect(double.idempotencyKey({ n: 2 }, ids)).toBe('m1/double/2');
    expect(double.idempotencyKey({}, ids)).toBe('m1/s1');
  });
});

test('what acts on the world is never repeated', () => {
  expect(RISKS.filter((risk) => !isRepeatable({ risk }))).toEqual(['physical', 'spend']);
});

describe('the registry', () => {
  test('knows its tools and no other', () => {
    const registry = createToolRegistry([double]);
    expect(registry.get('double').version).toBe(2);
    expect(() => registry.get('treble')).toThrow('There is no tool treble.');
  });

  test('refuses two tools of one name', () => {
    expect(() => createToolRegistry([double, double])).toThrow('same name');
  });
});
