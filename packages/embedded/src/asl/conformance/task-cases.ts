import { awaiting, type ConformanceCase, invoking } from './case.ts';

const payload = '{% $states.result.Payload %}';
const caught = { Type: 'Pass', Output: { caught: '{% $states.input.Error %}' }, End: true };
const busy = { does: 'throw', name: 'Busy', message: 'later' } as const;

/** Task: arguments, results, Retry, Catch, time-outs, task tokens. */
export const taskCases: readonly ConformanceCase[] = [
  {
    name: 'a task result has Payload and StatusCode; Arguments are evaluated',
    states: {
      A: {
        ...invoking('open', { id: '{% $states.input.id %}', fixed: 1 }),
        Output: { got: payload, code: '{% $states.result.StatusCode %}', was: '{% $states.input.id %}' },
        End: true,
      },
    },
    input: { id: 't1' },
    tasks: { open: [{ does: 'return', value: { ok: true } }] },
    expect: {
      status: 'SUCCEEDED',
      output: { got: { ok: true }, code: 200, was: 't1' },
      calls: { open: [{ id: 't1', fixed: 1 }] },
    },
  },
  {
    name: 'the FunctionName may be computed',
    states: {
      A: {
        ...invoking("{% 'fu' & 'nc' %}", {}),
        Output: payload,
        End: true,
      },
    },
    tasks: { func: [{ does: 'return', value: 'called' }] },
    expect: { status: 'SUCCEEDED', output: 'called' },
  },
  {
    name: 'an unhandled error fails the execution with the name of the exception',
    states: { A: { ...invoking('open'), End: true } },
    tasks: { open: [{ does: 'throw', name: 'TicketNotFoundError', message: 'no such ticket' }] },
    expect: { status: 'FAILED', error: 'TicketNotFoundError' },
  },
  {
    name: 'a retry waits interval × rate^n and gives up after MaxAttempts',
    states: {
      A: {
        ...invoking('open'),
        Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 3, MaxAttempts: 3, BackoffRate: 2 }],
        End: true,
      },
    },
    tasks: { open: [busy] },
    expect: { status: 'FAILED', error: 'Busy', elapsedSeconds: 21, calls: { open: [{}, {}, {}, {}] } },
  },
  {
    name: 'the defaults of a retrier are three attempts after 1, 2 and 4 seconds',
    states: { A: { ...invoking('open'), Retry: [{ ErrorEquals: ['States.ALL'] }], Output: payload, End: true } },
    tasks: { open: [busy, busy, busy, { does: 'return', value: 'done' }] },
    expect: { status: 'SUCCEEDED', output: 'done', elapsedSeconds: 7 },
  },
  {
    name: 'MaxDelaySeconds bounds the back-off',
    states: {
      A: {
        ...invoking('open'),
        Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 2, MaxAttempts: 4, BackoffRate: 3, MaxDelaySeconds: 5 }],
        End: true,
      },
    },
    tasks: { open: [busy] },
    expect: { status: 'FAILED', error: 'Busy', elapsedSeconds: 17 },
  },
  {
    name: 'each retrier counts its own attempts, and the first that matches decides',
    states: {
      A: {
        ...invoking('open'),
        Retry: [
          { ErrorEquals: ['A', 'B'], IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 2 },
          { ErrorEquals: ['C'], IntervalSeconds: 5 },
        ],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
        End: true,
      },
      Caught: caught,
    },
    tasks: {
      open: ['A', 'B', 'C', 'B'].map((name) => ({ does: 'throw', name, message: '' }) as const),
    },
    expect: { status: 'SUCCEEDED', output: { caught: 'B' }, elapsedSeconds: 8, calls: { open: [{}, {}, {}, {}] } },
  },
  {
    name: 'MaxAttempts 0 never retries',
    states: {
      A: {
        ...invoking('open'),
        Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }],
        End: true,
      },
    },
    tasks: { open: [busy] },
    expect: { status: 'FAILED', error: 'Busy', elapsedSeconds: 0, calls: { open: [{}] } },
  },
  {
    name: 'a retried task evaluates its Arguments again and sees its RetryCount',
    states: {
      A: {
        ...invoking('open', { attempt: '{% $states.context.State.RetryCount %}' }),
        Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 1 }],
        Output: payload,
        End: true,
      },
    },
    tasks: { open: [busy, busy, { does: 'echo' }] },
    expect: {
      status: 'SUCCEEDED',
      output: { attempt: 2 },
      calls: { open: [{ attempt: 0 }, { attempt: 1 }, { attempt: 2 }] },
    },
  },
  {
    name: 'the attempts of a state begin anew when it is entered again',
    states: {
      A: { ...invoking('open'), Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 1 }], Assign: { n: 1 }, Next: 'B' },
      B: { ...invoking('open'), Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 1 }], Output: payload, End: true },
    },
    tasks: { open: [busy, { does: 'echo' }, busy, { does: 'return', value: 'twice' }] },
    expect: { status: 'SUCCEEDED', output: 'twice', elapsedSeconds: 2 },
  },
  {
    name: 'a Catch without Output passes on Error and Cause',
    states: {
      A: { ...invoking('open'), Catch: [{ ErrorEquals: ['Busy'], Next: 'B' }], End: true },
      B: { Type: 'Pass', Output: '{% $sort($keys($states.input)) %}', End: true },
    },
    tasks: { open: [busy] },
    expect: { status: 'SUCCEEDED', output: ['Cause', 'Error'] },
  },
  {
    name: "a Catch has Assign and Output with $states.errorOutput and the state's input; the cause holds the message",
    states: {
      A: {
        ...invoking('open'),
        Catch: [
          { ErrorEquals: ['Other'], Next: 'Wrong' },
          {
            ErrorEquals: ['States.TaskFailed'],
            Assign: { why: '{% $parse($states.errorOutput.Cause).errorMessage %}' },
            Output: { error: '{% $states.errorOutput.Error %}', input: '{% $states.input %}' },
            Next: 'B',
          },
        ],
        End: true,
      },
      B: { Type: 'Pass', Output: ['{% $states.input %}', '{% $why %}'], End: true },
      Wrong: { Type: 'Fail' },
    },
    input: 4,
    tasks: { open: [busy] },
    expect: { status: 'SUCCEEDED', output: [{ error: 'Busy', input: 4 }, 'later'] },
  },
  {
    name: 'an error in the Arguments is caught by the state itself',
    states: {
      A: {
        ...invoking('open', '{% $states.input.missing %}'),
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught' }],
        End: true,
      },
      Caught: caught,
    },
    input: {},
    expect: { status: 'SUCCEEDED', output: { caught: 'States.QueryEvaluationError' } },
  },
  {
    name: 'an error in the Output is caught by the state itself',
    states: {
      A: {
        ...invoking('open'),
        Output: '{% $states.result.Payload.missing %}',
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
        End: true,
      },
      Caught: caught,
    },
    tasks: { open: [{ does: 'echo' }] },
    expect: { status: 'SUCCEEDED', output: { caught: 'States.QueryEvaluationError' } },
  },
  {
    name: 'States.ALL does not catch States.DataLimitExceeded',
    states: {
      A: {
        ...invoking('open'),
        Retry: [{ ErrorEquals: ['States.ALL'] }],
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
        End: true,
      },
      Caught: caught,
    },
    tasks: { open: [{ does: 'return', value: 'x'.repeat(300_000) }] },
    expect: { status: 'FAILED', error: 'States.DataLimitExceeded', elapsedSeconds: 0 },
  },
  {
    name: 'a task that runs longer than TimeoutSeconds fails with States.Timeout',
    states: { A: { ...invoking('slow'), TimeoutSeconds: 10, End: true } },
    tasks: { slow: [{ does: 'hang' }] },
    expect: { status: 'FAILED', error: 'States.Timeout', elapsedSeconds: 10 },
  },
  {
    name: 'States.TaskFailed does not match States.Timeout, States.Timeout does; TimeoutSeconds may be computed',
    states: {
      A: {
        ...invoking('slow'),
        TimeoutSeconds: '{% $states.input.limit %}',
        Retry: [{ ErrorEquals: ['States.TaskFailed'] }],
        Catch: [
          { ErrorEquals: ['States.TaskFailed'], Next: 'Wrong' },
          { ErrorEquals: ['States.Timeout'], Next: 'Caught' },
        ],
        End: true,
      },
      Caught: caught,
      Wrong: { Type: 'Fail' },
    },
    input: { limit: 4 },
    tasks: { slow: [{ does: 'hang' }] },
    expect: { status: 'SUCCEEDED', output: { caught: 'States.Timeout' }, elapsedSeconds: 4 },
  },
  {
    name: 'a task with a token goes on with the output that its holder sends, even before the call returns',
    states: { A: { ...awaiting('ask'), Output: '{% $states.result.answer %}', End: true } },
    tasks: { ask: [{ does: 'succeedToken', output: { answer: 'yes' } }] },
    expect: { status: 'SUCCEEDED', output: 'yes' },
  },
  {
    name: 'a token that is failed fails the task with that error and cause',
    states: { A: { ...awaiting('ask'), End: true } },
    tasks: { ask: [{ does: 'failToken', error: 'Refused', cause: 'not today' }] },
    expect: { status: 'FAILED', error: 'Refused', cause: 'not today' },
  },
  {
    name: 'a token that nobody answers times out; what the function returned does not count',
    states: {
      A: {
        ...awaiting('ask'),
        TimeoutSeconds: 172_800,
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Caught' }],
        End: true,
      },
      Caught: caught,
    },
    tasks: { ask: [{ does: 'return', value: 'ignored' }] },
    expect: { status: 'SUCCEEDED', output: { caught: 'States.Timeout' }, elapsedSeconds: 172_800 },
  },
  {
    name: 'a function that fails fails its token task at once',
    states: { A: { ...awaiting('ask'), TimeoutSeconds: 100, End: true } },
    tasks: { ask: [busy] },
    expect: { status: 'FAILED', error: 'Busy', elapsedSeconds: 0 },
  },
  {
    name: 'each attempt of a token task has a new token',
    states: {
      A: { ...awaiting('ask'), TimeoutSeconds: 5, Retry: [{ ErrorEquals: ['States.Timeout'] }], End: true },
    },
    tasks: {
      ask: [
        { does: 'return', value: null },
        { does: 'succeedToken', output: 'second' },
      ],
    },
    expect: { status: 'SUCCEEDED', output: 'second', elapsedSeconds: 6 },
  },
  {
    name: 'a lapsed heartbeat fails with States.HeartbeatTimeout',
    states: { A: { ...awaiting('ask'), TimeoutSeconds: 100, HeartbeatSeconds: 20, End: true } },
    tasks: { ask: [{ does: 'return', value: null }] },
    expect: { status: 'FAILED', error: 'States.HeartbeatTimeout', elapsedSeconds: 20 },
  },
  {
    name: 'a Catch of States.Timeout takes a lapsed heartbeat too',
    states: {
      A: {
        ...awaiting('ask'),
        HeartbeatSeconds: 20,
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Caught' }],
        End: true,
      },
      Caught: caught,
    },
    tasks: { ask: [{ does: 'return', value: null }] },
    expect: { status: 'SUCCEEDED', output: { caught: 'States.HeartbeatTimeout' } },
  },
];
