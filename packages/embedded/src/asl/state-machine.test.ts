import { describe, expect, test } from 'vitest';
import { awaiting, definitionOf, invoking } from './conformance/case.ts';
import { AslDefinitionError } from './definition-error.ts';
import { loadStateMachine } from './state-machine.ts';

const end = { End: true };

function refusal(states: Record<string, unknown>): { state: string; field: string; message: string } {
  return refusalOf(definitionOf({ states }));
}

function refusalOf(source: string): { state: string; field: string; message: string } {
  try {
    loadStateMachine(source, {});
  } catch (error) {
    if (error instanceof AslDefinitionError) return { state: error.state, field: error.field, message: error.message };
    throw error;
  }
  throw new Error('the definition was accepted');
}

const iterating = (one: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  Type: 'Map',
  Items: [1],
  ItemProcessor: { StartAt: 'One', States: { One: one } },
  ...more,
  ...end,
});

describe('loading refuses, naming state and field', () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    ['Parallel', { A: { Type: 'Parallel', Branches: [], ...end } }, 'A', 'Type'],
    ['JSONPath fields', { A: { Type: 'Pass', ResultPath: '$.x', ...end } }, 'A', 'ResultPath'],
    ['the JSONPath query language', { A: { Type: 'Pass', QueryLanguage: 'JSONPath', ...end } }, 'A', 'QueryLanguage'],
    [
      'other resources',
      { A: { ...invoking('f'), Resource: 'arn:aws:states:::sqs:sendMessage', ...end } },
      'A',
      'Resource',
    ],
    [
      'other arguments',
      { A: { ...invoking('f'), Arguments: { FunctionName: 'f', InvocationType: 'Event' }, ...end } },
      'A',
      'Arguments.InvocationType',
    ],
    [
      'distributed Maps',
      { A: iterating({ Type: 'Succeed' }, { ToleratedFailureCount: 1 }) },
      'A',
      'ToleratedFailureCount',
    ],
    [
      'full jitter',
      { A: { ...invoking('f'), Retry: [{ ErrorEquals: ['X'], JitterStrategy: 'FULL' }], ...end } },
      'A',
      'Retry.0.JitterStrategy',
    ],
    ['a dangling Next', { A: { Type: 'Pass', Next: 'B' } }, 'A', 'Next'],
    [
      'a dangling Default',
      { A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'A' }], Default: 'B' } },
      'A',
      'Default',
    ],
    [
      'a dangling Catch',
      { A: { ...invoking('f'), Catch: [{ ErrorEquals: ['X'], Next: 'B' }], ...end } },
      'A',
      'Catch.0.Next',
    ],
    [
      'a Next out of an iteration',
      { A: { ...iterating({ Type: 'Pass', Next: 'B' }), End: undefined, Next: 'B' }, B: { Type: 'Succeed' } },
      'One',
      'Next',
    ],
    ['neither Next nor End', { A: { Type: 'Pass' } }, 'A', 'Next'],
    ['both Next and End', { A: { Type: 'Pass', Next: 'B', ...end }, B: { Type: 'Succeed' } }, 'A', 'Next'],
    ['unreachable states', { A: { Type: 'Pass', ...end }, B: { Type: 'Succeed' } }, 'B', 'Next'],
    ['one name twice', { One: { ...iterating({ Type: 'Succeed' }) } }, 'One', 'States'],
    ['bad JSONata', { A: { Type: 'Pass', Output: '{% $states.input. %}', ...end } }, 'A', 'Output'],
    [
      'bad JSONata inside an iteration',
      { A: iterating({ Type: 'Pass', Assign: { x: { y: '{% ( %}' } }, ...end }) },
      'One',
      'Assign',
    ],
    ['an unclosed expression', { A: { Type: 'Pass', Output: '{% $states.input', ...end } }, 'A', 'Output'],
    ['a variable that nobody assigns', { A: { Type: 'Pass', Output: '{% $nobody %}', ...end } }, 'A', 'Output'],
    ['a function that does not exist', { A: { Type: 'Pass', Output: '{% $eval("1") %}', ...end } }, 'A', 'Output'],
    [
      'functions that give other values at each attempt',
      { A: { Type: 'Pass', Output: '{% $random() %}', ...end } },
      'A',
      'Output',
    ],
    ['a field without context', { A: { Type: 'Pass', Output: '{% name = "x" %}', ...end } }, 'A', 'Output'],
    ['a result where there is none', { A: { Type: 'Pass', Output: '{% $states.result %}', ...end } }, 'A', 'Output'],
    ['a result in Arguments', { A: { ...invoking('f', '{% $states.result %}'), ...end } }, 'A', 'Arguments'],
    [
      'an error output outside Catch',
      { A: { ...invoking('f'), Output: '{% $states.errorOutput %}', ...end } },
      'A',
      'Output',
    ],
    [
      'a token without waiting for it',
      { A: { ...invoking('f', '{% $states.context.Task.Token %}'), ...end } },
      'A',
      'Arguments',
    ],
    [
      'an item outside a Map',
      { A: { Type: 'Pass', Output: '{% $states.context.Map.Item.Value %}', ...end } },
      'A',
      'Output',
    ],
    [
      'unknown context',
      { A: { Type: 'Pass', Output: '{% $states.context.Execution.Owner %}', ...end } },
      'A',
      'Output',
    ],
    ['$states assigned', { A: { Type: 'Pass', Assign: { states: 1 }, ...end } }, 'A', 'Assign.states'],
    [
      'an outer variable assigned in an iteration',
      { A: { Type: 'Pass', Assign: { x: 1 }, Next: 'B' }, B: iterating({ Type: 'Pass', Assign: { x: 2 }, ...end }) },
      'One',
      'Assign.x',
    ],
    [
      'an inner variable read outside',
      { A: iterating({ Type: 'Pass', Assign: { x: 2 }, ...end }, { Output: '{% $x %}' }) },
      'A',
      'Output',
    ],
    [
      'States.ALL beside others',
      { A: { ...invoking('f'), Retry: [{ ErrorEquals: ['X', 'States.ALL'] }], ...end } },
      'A',
      'Retry.0.ErrorEquals',
    ],
    [
      'States.ALL not last',
      { A: { ...invoking('f'), Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['X'] }], ...end } },
      'A',
      'Retry.0.ErrorEquals',
    ],
    [
      'States.Runtime handled',
      { A: { ...invoking('f'), Retry: [{ ErrorEquals: ['States.Runtime'] }], ...end } },
      'A',
      'Retry.0.ErrorEquals',
    ],
    ['a heartbeat without token', { A: { ...invoking('f'), HeartbeatSeconds: 5, ...end } }, 'A', 'HeartbeatSeconds'],
    [
      'a heartbeat longer than the time-out',
      { A: { ...awaiting('f'), TimeoutSeconds: 5, HeartbeatSeconds: 5, ...end } },
      'A',
      'HeartbeatSeconds',
    ],
    ['a Wait for nothing', { A: { Type: 'Wait', ...end } }, 'A', 'Seconds'],
    [
      'a Wait for two things',
      { A: { Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z', ...end } },
      'A',
      'Seconds',
    ],
    [
      'an expression where a number must stand',
      { A: { ...invoking('f'), Retry: [{ ErrorEquals: ['X'], MaxAttempts: '{% 1 %}' }], ...end } },
      'A',
      'Retry.0.MaxAttempts',
    ],
    [
      'a back-off that shrinks',
      { A: { ...invoking('f'), Retry: [{ ErrorEquals: ['X'], BackoffRate: 0.5 }], ...end } },
      'A',
      'Retry.0.BackoffRate',
    ],
  ])('%s', (_what, states, state, field) => {
    expect(refusal(states)).toMatchObject({ state, field });
  });

  test('a machine that is not in JSONata mode', () => {
    const source = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Succeed' } } });
    expect(refusalOf(source)).toMatchObject({ state: '', field: 'QueryLanguage' });
  });

  test('what is no JSON', () => {
    expect(refusalOf('{')).toMatchObject({ field: 'definition' });
  });
});

describe('definitionSubstitutions', () => {
  const placeholder = ['$', '{OpenFunction}'].join('');
  const source = definitionOf({ states: { A: { ...invoking(placeholder), ...end } } });

  test('are replaced, whatever characters they hold', () => {
    expect(loadStateMachine(source, { OpenFunction: 'a "quoted" \\ name' }).source).toContain(
      'a \\"quoted\\" \\\\ name',
    );
  });

  test('must have a value', () => {
    expect(() => loadStateMachine(source, {})).toThrow(placeholder);
  });
});
