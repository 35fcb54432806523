import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Step } from '../missions/step.ts';
import { advance, type StepState } from './advance.ts';

const step = (stepId: string, status: Step['status'], ...dependsOn: string[]): StepState => ({
  stepId,
  status,
  dependsOn,
});

describe('advance', () => {
  test('starts what depends on nothing', () => {
    expect(advance([step('s1', 'pending'), step('s2', 'pending', 's1'), step('s3', 'pending')])).toEqual({
      decision: 'run',
      ready: ['s1', 's3'],
      skip: [],
    });
  });

  test('skips, through and through, what stands behind a failure', () => {
    const steps = [
      step('s1', 'failed'),
      step('s2', 'pending', 's1'),
      step('s3', 'pending', 's2'),
      step('s4', 'completed'),
    ];
    expect(advance(steps)).toEqual({ decision: 'finish', ready: [], skip: ['s2', 's3'] });
  });

  test('gives the same ready steps again until they have run', () => {
    expect(advance([step('s1', 'ready')])).toEqual({ decision: 'run', ready: ['s1'], skip: [] });
  });

  test.each(['running', 'waiting', 'awaiting_approval'] as const)('waits while a step is %s', (status) => {
    expect(advance([step('s1', status), step('s2', 'pending', 's1')]).decision).toBe('wait');
  });

  test('ends even a plan whose steps wait for one another', () => {
    expect(advance([step('s1', 'pending', 's2'), step('s2', 'pending', 's1')])).toEqual({
      decision: 'finish',
      ready: [],
      skip: ['s1', 's2'],
    });
  });

  test('a plan without steps is finished', () => {
    expect(advance([])).toEqual({ decision: 'finish', ready: [], skip: [] });
  });
});

/** Any DAG of up to twelve steps: each may depend on steps before it. */
const dags = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc.tuple(
      fc.tuple(
        ...Array.from({ length: size }, (_unused, index) =>
          fc.subarray(Array.from({ length: index }, (_none, other) => `s${other + 1}`)),
        ),
      ),
      fc.infiniteStream(fc.boolean()),
    ),
  );

test('any DAG ends; no step runs before its dependencies, none runs twice, and every step is settled', () => {
  fc.assert(
    fc.property(dags, ([dependencies, succeeds]) => {
      const steps = new Map(
        dependencies.map((dependsOn, index) => [`s${index + 1}`, step(`s${index + 1}`, 'pending', ...dependsOn)]),
      );
      const ran: string[] = [];
      const set = (stepId: string, status: Step['status']) => {
        const before = steps.get(stepId);
        if (before) steps.set(stepId, { ...before, status });
      };
      for (let round = 0; ; round++) {
        expect(round).toBeLessThanOrEqual(12);
        const { decision, ready, skip } = advance([...steps.values()]);
        for (const stepId of skip) set(stepId, 'skipped');
        if (decision === 'finish') break;
        expect(decision).toBe('run');
        for (const stepId of ready) {
          for (const other of steps.get(stepId)?.dependsOn ?? []) expect(steps.get(other)?.status).toBe('completed');
          ran.push(stepId);
          set(stepId, succeeds.next().value ? 'completed' : 'failed');
        }
      }
      expect(new Set(ran).size).toBe(ran.length);
      for (const { status } of steps.values()) expect(['completed', 'failed', 'skipped']).toContain(status);
    }),
  );
});
