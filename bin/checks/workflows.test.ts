import { readFileSync } from 'node:fs';
import type { AslFault } from '@bos/embedded/asl/definition-error';
import { describe, expect, test } from 'vitest';
import { CATALOG } from '../../functions/catalog.ts';
import { workflowFaults } from './workflows.ts';

const source = readFileSync(new URL('../../lib/workflows/mission.asl.json', import.meta.url), 'utf8');

type Json = Record<string, unknown>;

function object(value: unknown): Json {
  if (typeof value === 'object' && value !== null) return Object.assign(value);
  throw new TypeError('an object was expected');
}

/** A function that no catalog has. */
const placeholder = ['$', '{MissionGuess}'].join('');

/** What stands in an object at a path, to be changed there. */
const at = (from: Json, ...path: readonly string[]): Json =>
  path.reduce<Json>((inner, name) => object(inner[name]), from);

/** The mission's definition with one thing planted in its states. */
function faultsWith(plant: (states: Json, machine: Json) => void): string[] {
  const machine = object(JSON.parse(source));
  plant(at(machine, 'States'), machine);
  const spelled = ({ state, field }: AslFault): string => `${state} ${field}`.trim();
  return workflowFaults(JSON.stringify(machine), CATALOG).map(spelled);
}

test('the mission has no fault', () => {
  expect(workflowFaults(source, CATALOG)).toEqual([]);
});

describe('one planted fault is found, by state and field:', () => {
  test.each<[string, string[], (states: Json, machine: Json) => void]>([
    ['a start that does not exist', ['StartAt'], (_, machine) => Object.assign(machine, { StartAt: 'Begin' })],
    ['a dangling Next', ['Plan Next'], (states) => Object.assign(at(states, 'Plan'), { Next: 'Validat' })],
    ['a dangling Default', ['NextMove Default'], (states) => Object.assign(at(states, 'NextMove'), { Default: 'X' })],
    [
      'a dangling Next of a rule',
      ['NextMove Choices.0.Next'],
      (states) => Object.assign(at(states, 'NextMove', 'Choices', '0'), { Next: 'X' }),
    ],
    [
      'a dangling Catch',
      ['Plan Catch.0.Next'],
      (states) => Object.assign(at(states, 'Plan', 'Catch', '0'), { Next: 'X' }),
    ],
    [
      'a way out of an iteration',
      ['ExecuteStep Catch.0.Next'],
      (states) =>
        Object.assign(at(states, 'ExecuteSteps', 'ItemProcessor', 'States', 'ExecuteStep', 'Catch', '0'), {
          Next: 'Conclude',
        }),
    ],
    ['an unreachable state', ['Lost Next'], (states) => Object.assign(states, { Lost: { Type: 'Succeed' } })],
    ['neither Next nor End', ['Conclude Next'], (states) => Object.assign(at(states, 'Conclude'), { End: undefined })],
    [
      'an unsupported field',
      ['NoMove ResultPath'],
      (states) => Object.assign(at(states, 'NoMove'), { ResultPath: '$.x' }),
    ],
    [
      'a field of another type',
      ['Plan TimeoutSeconds'],
      (states) => Object.assign(at(states, 'Plan'), { TimeoutSeconds: '35' }),
    ],
    ['a state of an unknown type', ['NoMove Type'], (states) => Object.assign(at(states, 'NoMove'), { Type: 'Skip' })],
    [
      'JSONPath for its language',
      ['QueryLanguage'],
      (_, machine) => Object.assign(machine, { QueryLanguage: 'JSONPath' }),
    ],
    [
      'JSONata that does not parse',
      ['NextMove Choices.1.Condition'],
      (states) =>
        Object.assign(at(states, 'NextMove', 'Choices', '1'), { Condition: "{% $states.input.decision = ' %}" }),
    ],
    [
      'JSONata over what does not exist there',
      ['Plan Arguments'],
      (states) => Object.assign(at(states, 'Plan', 'Arguments'), { Payload: '{% $states.result %}' }),
    ],
    [
      'a Retry without errors',
      ['Plan Retry.0.ErrorEquals'],
      (states) => Object.assign(at(states, 'Plan', 'Retry', '0'), { ErrorEquals: [] }),
    ],
    ['a Retry that is no list', ['Plan Retry'], (states) => Object.assign(at(states, 'Plan'), { Retry: {} })],
    [
      'a Catch without a target',
      ['Plan Catch.0.Next'],
      (states) => Object.assign(at(states, 'Plan', 'Catch', '0'), { Next: undefined }),
    ],
    [
      'an error that nothing can handle',
      ['Plan Catch.0.ErrorEquals'],
      (states) => Object.assign(at(states, 'Plan', 'Catch', '0'), { ErrorEquals: ['States.Runtime'] }),
    ],
    [
      'a function that is not in the catalog',
      [placeholder],
      (states) => Object.assign(at(states, 'Plan', 'Arguments'), { FunctionName: placeholder }),
    ],
  ])('%s, which engines refuse', (_, places, plant) => {
    expect(faultsWith(plant)).toEqual(places);
  });

  test.each<[string, string[], (states: Json) => void]>([
    [
      'a loop without an end',
      ['ExecuteStep Next', 'StepGivenUp Next'],
      (states) => {
        const steps = at(states, 'ExecuteSteps', 'ItemProcessor', 'States');
        Object.assign(at(steps, 'ExecuteStep'), { End: undefined, Next: 'StepGivenUp' });
        Object.assign(at(steps, 'StepGivenUp'), { End: undefined, Next: 'ExecuteStep' });
      },
    ],
    [
      'a task without a time-out',
      ['Plan TimeoutSeconds'],
      (states) => Object.assign(at(states, 'Plan'), { TimeoutSeconds: undefined }),
    ],
    [
      'a time-out shorter than that of its function',
      ['Plan TimeoutSeconds'],
      (states) => Object.assign(at(states, 'Plan'), { TimeoutSeconds: 30 }),
    ],
    [
      'a function by its name',
      ['Plan Arguments.FunctionName'],
      (states) => Object.assign(at(states, 'Plan', 'Arguments'), { FunctionName: 'bos-dev-mission-plan' }),
    ],
    [
      'a choice without Default',
      ['NextMove Default'],
      (states) => {
        Object.assign(at(states, 'NextMove'), { Default: undefined });
        Object.assign(at(states, 'NextMove', 'Choices', '2'), { Next: 'NoMove' });
      },
    ],
    [
      'waits that nothing caps',
      ['Conclude Retry.0.MaxDelaySeconds'],
      (states) => Object.assign(at(states, 'Conclude', 'Retry', '0'), { MaxDelaySeconds: undefined }),
    ],
    [
      'a retry whose arithmetic is not that of its comment',
      ['Plan Retry.0.Comment'],
      (states) => Object.assign(at(states, 'Plan', 'Retry', '0'), { MaxAttempts: 6 }),
    ],
    [
      'a failure that ends the mission without a reply',
      ['Validate Catch'],
      (states) => Object.assign(at(states, 'Validate'), { Catch: [] }),
    ],
    [
      'a payload written in JSONPath',
      ['Plan Arguments.Payload.missionId.$'],
      (states) =>
        Object.assign(at(states, 'Plan', 'Arguments'), { Payload: { 'missionId.$': '{% $states.input.missionId %}' } }),
    ],
    [
      'a path for an expression',
      ['NoMove Output.failure'],
      (states) => Object.assign(at(states, 'NoMove', 'Output'), { failure: '$.failure' }),
    ],
    [
      'an intrinsic function of JSONPath',
      ['NoMove Output.failure'],
      (states) => Object.assign(at(states, 'NoMove', 'Output'), { failure: "States.Format('{}', $.failure)" }),
    ],
  ])('%s, which runs and is not wanted', (_, places, plant) => {
    expect(faultsWith(plant).toSorted()).toEqual(places);
  });
});

test('all faults of a definition are told at once', () => {
  const faults = faultsWith((states) => {
    Object.assign(at(states, 'Compensate'), { Output: '{% ( %}' });
    Object.assign(at(states, 'Plan', 'Catch', '0'), { ErrorEquals: ['States.Runtime'] });
    Object.assign(states, { Lost: { Type: 'Succeed' } });
  });
  expect(faults).toEqual(['Lost Next', 'Plan Catch.0.ErrorEquals', 'Compensate Output']);
});
