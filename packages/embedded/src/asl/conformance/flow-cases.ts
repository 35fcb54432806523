import { type ConformanceCase, invoking } from './case.ts';

const payload = '{% $states.result.Payload %}';

/** Pass, Choice, Wait, Succeed, Fail; Assign and Output; JSONata. */
export const flowCases: readonly ConformanceCase[] = [
  {
    name: 'a Pass without Output passes its input on',
    states: { A: { Type: 'Pass', End: true } },
    input: { a: [1, { b: null }] },
    expect: { status: 'SUCCEEDED', output: { a: [1, { b: null }] } },
  },
  {
    name: 'an Output may be any JSON, with expressions anywhere inside',
    states: { A: { Type: 'Pass', Output: { a: ['{% $states.input.x + 1 %}', 'x'], b: { c: null } }, End: true } },
    input: { x: 1 },
    expect: { status: 'SUCCEEDED', output: { a: [2, 'x'], b: { c: null } } },
  },
  {
    name: 'a null Output is an output',
    states: { A: { Type: 'Pass', Output: null, End: true } },
    input: 1,
    expect: { status: 'SUCCEEDED', output: null },
  },
  {
    name: 'a string with a dollar sign but without brackets is a literal',
    states: { A: { Type: 'Pass', Output: '$states.input', End: true } },
    expect: { status: 'SUCCEEDED', output: '$states.input' },
  },
  {
    name: 'a variable is visible from the next state on, not in the Output beside its Assign',
    states: {
      A: { Type: 'Pass', Assign: { n: 1 }, Next: 'B' },
      B: { Type: 'Pass', Assign: { n: '{% $n + 1 %}', m: '{% $n %}' }, Output: '{% $n %}', Next: 'C' },
      C: { Type: 'Pass', Output: { input: '{% $states.input %}', n: '{% $n %}', m: '{% $m %}' }, End: true },
    },
    expect: { status: 'SUCCEEDED', output: { input: 1, n: 2, m: 1 } },
  },
  {
    name: 'Assign does not change the output',
    states: { A: { Type: 'Pass', Assign: { n: 5 }, End: true } },
    input: { kept: true },
    expect: { status: 'SUCCEEDED', output: { kept: true } },
  },
  {
    name: 'an expression that yields nothing fails with States.QueryEvaluationError',
    states: { A: { Type: 'Pass', Output: '{% $states.input.missing %}', End: true } },
    input: {},
    expect: { status: 'FAILED', error: 'States.QueryEvaluationError' },
  },
  {
    name: 'a type error in an expression fails with States.QueryEvaluationError',
    states: { A: { Type: 'Pass', Output: '{% "a" + 1 %}', End: true } },
    expect: { status: 'FAILED', error: 'States.QueryEvaluationError' },
  },
  {
    name: 'the context object shows the execution and the state',
    states: {
      A: {
        Type: 'Pass',
        Output: {
          input: '{% $states.context.Execution.Input.x %}',
          state: '{% $states.context.State.Name %}',
          hasId: '{% $contains($states.context.Execution.Id, $states.context.Execution.Name) %}',
          started: '{% $toMillis($states.context.Execution.StartTime) > 0 %}',
          entered: '{% $states.context.State.EnteredTime >= $states.context.Execution.StartTime %}',
        },
        End: true,
      },
    },
    input: { x: 7 },
    expect: { status: 'SUCCEEDED', output: { input: 7, state: 'A', hasId: true, started: true, entered: true } },
  },
  {
    name: 'lambdas, filters, sorting and $parse work in expressions',
    states: {
      A: {
        Type: 'Pass',
        Output: {
          sum: '{% $sum($map($states.input.items, function($i) { $i.price * $i.count })) %}',
          names: '{% $states.input.items[price > 2]^(>price).name %}',
          parsed: '{% $parse(\'{"a":[1,2]}\').a[1] %}',
          block: '{% ($x := 2; $y := $x * 3; $x & "-" & $y) %}',
        },
        End: true,
      },
    },
    input: {
      items: [
        { name: 'a', price: 1, count: 2 },
        { name: 'b', price: 3, count: 1 },
        { name: 'c', price: 5, count: 1 },
      ],
    },
    expect: { status: 'SUCCEEDED', output: { sum: 10, names: ['c', 'b'], parsed: 2, block: '2-6' } },
  },
  {
    name: 'a Choice takes the first rule that holds, with its Assign and Output',
    states: {
      A: {
        Type: 'Choice',
        Choices: [
          { Condition: '{% $states.input.n > 10 %}', Next: 'Wrong' },
          { Condition: '{% $states.input.n > 1 %}', Assign: { way: 'second' }, Output: 'chosen', Next: 'B' },
          { Condition: true, Next: 'Wrong' },
        ],
        Default: 'Wrong',
        Assign: { way: 'default' },
        Output: 'not this',
      },
      B: { Type: 'Pass', Output: ['{% $states.input %}', '{% $way %}'], End: true },
      Wrong: { Type: 'Fail' },
    },
    input: { n: 5 },
    expect: { status: 'SUCCEEDED', output: ['chosen', 'second'] },
  },
  {
    name: "the Default of a Choice takes the state's own Assign and Output",
    states: {
      A: {
        Type: 'Choice',
        Choices: [{ Condition: false, Next: 'Wrong' }],
        Default: 'B',
        Assign: { way: 'default' },
        Output: { was: '{% $states.input %}' },
      },
      B: { Type: 'Pass', Output: ['{% $states.input.was %}', '{% $way %}'], End: true },
      Wrong: { Type: 'Fail' },
    },
    input: 3,
    expect: { status: 'SUCCEEDED', output: [3, 'default'] },
  },
  {
    name: 'a Choice passes its input on by default',
    states: { A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'B' }] }, B: { Type: 'Succeed' } },
    input: { n: 1 },
    expect: { status: 'SUCCEEDED', output: { n: 1 } },
  },
  {
    name: 'a Choice without match and Default fails with States.NoChoiceMatched',
    states: { A: { Type: 'Choice', Choices: [{ Condition: false, Next: 'B' }] }, B: { Type: 'Succeed' } },
    expect: { status: 'FAILED', error: 'States.NoChoiceMatched' },
  },
  {
    name: 'a Condition that is no boolean fails with States.QueryEvaluationError',
    states: { A: { Type: 'Choice', Choices: [{ Condition: '{% "yes" %}', Next: 'B' }] }, B: { Type: 'Succeed' } },
    expect: { status: 'FAILED', error: 'States.QueryEvaluationError' },
  },
  {
    name: 'a Wait waits for its seconds, then evaluates Output and Assign',
    states: {
      A: { Type: 'Wait', Seconds: 90, Assign: { v: 1 }, Output: '{% $states.input.x %}', Next: 'B' },
      B: { Type: 'Wait', Seconds: '{% $v * 30 %}', End: true },
    },
    input: { x: 'kept' },
    expect: { status: 'SUCCEEDED', output: 'kept', elapsedSeconds: 120 },
  },
  {
    name: 'a Wait waits until its timestamp',
    states: {
      A: {
        Type: 'Wait',
        Timestamp: '{% $fromMillis($toMillis($states.context.Execution.StartTime) + 3600000) %}',
        End: true,
      },
    },
    input: 1,
    expect: { status: 'SUCCEEDED', output: 1, elapsedSeconds: 3600 },
  },
  {
    name: 'a Wait for a past timestamp does not wait',
    states: { A: { Type: 'Wait', Timestamp: '2001-01-01T00:00:00Z', End: true } },
    input: 1,
    expect: { status: 'SUCCEEDED', output: 1, elapsedSeconds: 0 },
  },
  {
    name: 'negative seconds fail with States.QueryEvaluationError',
    states: { A: { Type: 'Wait', Seconds: '{% -1 %}', End: true } },
    expect: { status: 'FAILED', error: 'States.QueryEvaluationError' },
  },
  {
    name: 'a Succeed ends the execution with its Output',
    states: { A: { Type: 'Succeed', Output: { x: '{% $states.input.x %}' } } },
    input: { x: 1, y: 2 },
    expect: { status: 'SUCCEEDED', output: { x: 1 } },
  },
  {
    name: 'a Fail gives its Error and Cause, literal or computed',
    states: { A: { Type: 'Fail', Error: 'Mission.Refused', Cause: "{% 'by ' & $states.input.who %}" } },
    input: { who: 'nobody' },
    expect: { status: 'FAILED', error: 'Mission.Refused', cause: 'by nobody' },
  },
  {
    name: 'a loop counts with a variable',
    states: {
      Init: { Type: 'Pass', Assign: { n: 0 }, Next: 'Body' },
      Body: { ...invoking('count', { n: '{% $n %}' }), Assign: { n: '{% $n + 1 %}' }, Output: payload, Next: 'Again' },
      Again: { Type: 'Choice', Choices: [{ Condition: '{% $n < 3 %}', Next: 'Body' }], Default: 'Done' },
      Done: { Type: 'Succeed', Output: '{% $n %}' },
    },
    tasks: { count: [{ does: 'echo' }] },
    expect: { status: 'SUCCEEDED', output: 3, calls: { count: [{ n: 0 }, { n: 1 }, { n: 2 }] } },
  },
  {
    name: 'an output above 256 KiB fails with States.DataLimitExceeded',
    states: {
      A: { Type: 'Pass', Output: "{% $join([1..30000].('0123456789')) %}", End: true },
    },
    expect: { status: 'FAILED', error: 'States.DataLimitExceeded' },
  },
  {
    name: 'an execution that lasts longer than the TimeoutSeconds of its machine ends as TIMED_OUT',
    states: { A: { Type: 'Wait', Seconds: 100, End: true } },
    timeoutSeconds: 60,
    expect: { status: 'TIMED_OUT', error: 'States.Timeout', elapsedSeconds: 60 },
  },
];
