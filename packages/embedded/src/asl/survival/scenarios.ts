import { awaiting, definitionOf, invoking } from '../conformance/case.ts';

const payload = '{% $states.result.Payload %}';

/** Definitions for the processes that get killed. */
export const scenarios = {
  retry: definitionOf({
    states: {
      Before: { ...invoking('before'), Assign: { kept: 'variable' }, Next: 'Flaky' },
      Flaky: {
        ...invoking('flaky', { attempt: '{% $states.context.State.RetryCount %}', kept: '{% $kept %}' }),
        Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 600, MaxAttempts: 2 }],
        Output: payload,
        End: true,
      },
    },
  }),
  flight: definitionOf({
    states: {
      Before: { ...invoking('before'), Output: payload, Next: 'Slow' },
      Slow: { ...invoking('slow', '{% $states.input %}'), Output: payload, End: true },
    },
  }),
  token: definitionOf({
    states: {
      Ask: {
        ...awaiting('ask'),
        TimeoutSeconds: 7200,
        Catch: [{ ErrorEquals: ['States.Timeout'], Output: 'silence', Next: 'Done' }],
        Next: 'Done',
      },
      Done: { Type: 'Succeed' },
    },
  }),
  map: definitionOf({
    states: {
      Each: {
        Type: 'Map',
        Items: [1, 2, 3],
        MaxConcurrency: 2,
        ItemProcessor: {
          StartAt: 'One',
          States: { One: { ...invoking('one', '{% $states.input %}'), Output: payload, End: true } },
        },
        End: true,
      },
    },
  }),
  many: definitionOf({
    states: {
      A: { ...invoking('a', '{% $states.input %}'), Output: payload, Next: 'B' },
      B: { Type: 'Pass', Assign: { b: '{% $states.input %}' }, Next: 'C' },
      C: { ...invoking('c', '{% $b %}'), Output: payload, End: true },
    },
  }),
} as const;

export type Scenario = keyof typeof scenarios;
