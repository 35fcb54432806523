import { type ConformanceCase, invoking } from './case.ts';

const payload = '{% $states.result.Payload %}';

/** Map: items, selector, order, concurrency, scopes, failures. */
export const mapCases: readonly ConformanceCase[] = [
  {
    name: 'a Map runs its processor for each item and keeps their order',
    states: {
      A: {
        Type: 'Map',
        Items: '{% $states.input.list %}',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'One',
          States: { One: { Type: 'Pass', Output: '{% $states.input * 10 %}', End: true } },
        },
        End: true,
      },
    },
    input: { list: [3, 1, 2] },
    expect: { status: 'SUCCEEDED', output: [30, 10, 20] },
  },
  {
    name: "an ItemSelector sees the item, its index and the Map's input; iterations see them in the context",
    states: {
      A: {
        Type: 'Map',
        Items: ['{% $states.input.first %}', 'b'],
        ItemSelector: {
          value: '{% $states.context.Map.Item.Value %}',
          index: '{% $states.context.Map.Item.Index %}',
          all: '{% $states.input.first %}',
        },
        ItemProcessor: {
          StartAt: 'One',
          States: {
            One: {
              Type: 'Pass',
              Output: ['{% $states.input %}', '{% $states.context.Map.Item.Value %}'],
              End: true,
            },
          },
        },
        End: true,
      },
    },
    input: { first: 'a' },
    expect: {
      status: 'SUCCEEDED',
      output: [
        [{ value: 'a', index: 0, all: 'a' }, 'a'],
        [{ value: 'b', index: 1, all: 'a' }, 'b'],
      ],
    },
  },
  {
    name: 'a Map over no items succeeds with an empty array',
    states: {
      A: {
        Type: 'Map',
        Items: [],
        ItemProcessor: { StartAt: 'One', States: { One: { ...invoking('open'), End: true } } },
        Output: { count: '{% $count($states.result) %}' },
        End: true,
      },
    },
    expect: { status: 'SUCCEEDED', output: { count: 0 } },
  },
  {
    name: 'Items that are no array fail with States.QueryEvaluationError, which the Map can catch',
    states: {
      A: {
        Type: 'Map',
        Items: '{% $states.input %}',
        ItemProcessor: { StartAt: 'One', States: { One: { Type: 'Succeed' } } },
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught' }],
        End: true,
      },
      Caught: { Type: 'Succeed', Output: 'caught' },
    },
    input: 'no array',
    expect: { status: 'SUCCEEDED', output: 'caught' },
  },
  {
    name: 'MaxConcurrency 1 runs one iteration after the other',
    states: {
      A: {
        Type: 'Map',
        Items: [1, 2, 3],
        MaxConcurrency: 1,
        ItemProcessor: {
          StartAt: 'Before',
          States: {
            Before: {
              ...invoking('log', { before: '{% $states.input %}' }),
              Output: '{% $states.input %}',
              Next: 'Rest',
            },
            Rest: { Type: 'Wait', Seconds: 10, Next: 'After' },
            After: { ...invoking('log', { after: '{% $states.input %}' }), Output: '{% $states.input %}', End: true },
          },
        },
        End: true,
      },
    },
    tasks: { log: [{ does: 'echo' }] },
    expect: {
      status: 'SUCCEEDED',
      output: [1, 2, 3],
      elapsedSeconds: 30,
      calls: { log: [{ before: 1 }, { after: 1 }, { before: 2 }, { after: 2 }, { before: 3 }, { after: 3 }] },
    },
  },
  {
    name: 'without MaxConcurrency iterations wait at the same time; a computed one bounds them',
    states: {
      A: {
        Type: 'Map',
        Items: '{% [1..6] %}',
        ItemProcessor: { StartAt: 'Rest', States: { Rest: { Type: 'Wait', Seconds: 10, End: true } } },
        Next: 'B',
      },
      B: {
        Type: 'Map',
        Items: '{% $states.input %}',
        MaxConcurrency: '{% 1 + 1 %}',
        ItemProcessor: { StartAt: 'Rest2', States: { Rest2: { Type: 'Wait', Seconds: 10, End: true } } },
        End: true,
      },
    },
    expect: { status: 'SUCCEEDED', output: [1, 2, 3, 4, 5, 6], elapsedSeconds: 40 },
  },
  {
    name: "iterations read outer variables and have variables of their own; the Map's Assign sees the results",
    states: {
      A: { Type: 'Pass', Assign: { factor: 5 }, Next: 'Each' },
      Each: {
        Type: 'Map',
        Items: [1, 2],
        ItemProcessor: {
          StartAt: 'Own',
          States: {
            Own: { Type: 'Pass', Assign: { own: '{% $states.input * $factor %}' }, Next: 'Give' },
            Give: { Type: 'Pass', Output: '{% $own + $factor %}', End: true },
          },
        },
        Assign: { total: '{% $sum($states.result) %}' },
        Next: 'Last',
      },
      Last: { Type: 'Pass', Output: { list: '{% $states.input %}', total: '{% $total %}' }, End: true },
    },
    expect: { status: 'SUCCEEDED', output: { list: [10, 15], total: 25 } },
  },
  {
    name: 'Maps nest, and the inner one reads variables of both scopes around it',
    states: {
      Top: { Type: 'Pass', Assign: { a: 'a' }, Next: 'Outer' },
      Outer: {
        Type: 'Map',
        Items: [[1, 2], [3]],
        ItemProcessor: {
          StartAt: 'Set',
          States: {
            Set: { Type: 'Pass', Assign: { b: '{% $states.context.Map.Item.Index %}' }, Next: 'Inner' },
            Inner: {
              Type: 'Map',
              Items: '{% $states.input %}',
              ItemProcessor: {
                StartAt: 'Leaf',
                States: {
                  Leaf: { Type: 'Pass', Output: '{% $a & $string($b) & $string($states.input) %}', End: true },
                },
              },
              End: true,
            },
          },
        },
        End: true,
      },
    },
    expect: { status: 'SUCCEEDED', output: [['a01', 'a02'], ['a13']] },
  },
  {
    name: 'a failed iteration fails the Map with its error and ends the others',
    states: {
      A: {
        Type: 'Map',
        Items: [1, 2, 3],
        ItemProcessor: {
          StartAt: 'Which',
          States: {
            Which: {
              Type: 'Choice',
              Choices: [{ Condition: '{% $states.input = 2 %}', Next: 'Bad' }],
              Default: 'Rest',
            },
            Bad: { Type: 'Fail', Error: 'Broken', Cause: 'number two' },
            Rest: { Type: 'Wait', Seconds: 1000, Next: 'Late' },
            Late: { ...invoking('late'), End: true },
          },
        },
        Catch: [{ ErrorEquals: ['Broken'], Output: '{% $states.errorOutput.Cause %}', Next: 'After' }],
        End: true,
      },
      After: { Type: 'Wait', Seconds: 5000, End: true },
    },
    tasks: { late: [{ does: 'echo' }] },
    expect: { status: 'SUCCEEDED', output: 'number two', elapsedSeconds: 5000, calls: { late: [] } },
  },
  {
    name: 'a retried Map runs all its iterations again',
    states: {
      A: {
        Type: 'Map',
        Items: [1, 2],
        MaxConcurrency: 1,
        ItemProcessor: {
          StartAt: 'One',
          States: { One: { ...invoking('open', { n: '{% $states.input %}' }), Output: payload, End: true } },
        },
        Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 7 }],
        End: true,
      },
    },
    tasks: {
      open: [
        { does: 'return', value: 'a' },
        { does: 'throw', name: 'Busy', message: '' },
        { does: 'return', value: 'b' },
        { does: 'return', value: 'c' },
      ],
    },
    expect: {
      status: 'SUCCEEDED',
      output: ['b', 'c'],
      elapsedSeconds: 7,
      calls: { open: [{ n: 1 }, { n: 2 }, { n: 1 }, { n: 2 }] },
    },
  },
  {
    name: 'a Retry inside an iteration concerns that iteration alone',
    states: {
      A: {
        Type: 'Map',
        Items: [1, 2],
        MaxConcurrency: 1,
        ItemProcessor: {
          StartAt: 'One',
          States: {
            One: {
              ...invoking('open', { n: '{% $states.input %}' }),
              Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 2 }],
              Output: payload,
              End: true,
            },
          },
        },
        End: true,
      },
    },
    tasks: {
      open: [
        { does: 'throw', name: 'Busy', message: '' },
        { does: 'return', value: 'a' },
        { does: 'return', value: 'b' },
      ],
    },
    expect: {
      status: 'SUCCEEDED',
      output: ['a', 'b'],
      elapsedSeconds: 2,
      calls: { open: [{ n: 1 }, { n: 1 }, { n: 2 }] },
    },
  },
  {
    name: 'States.NoChoiceMatched inside an iteration is caught by the Map',
    states: {
      A: {
        Type: 'Map',
        Items: [1],
        ItemProcessor: {
          StartAt: 'Which',
          States: {
            Which: { Type: 'Choice', Choices: [{ Condition: false, Next: 'Done' }] },
            Done: { Type: 'Succeed' },
          },
        },
        Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Error %}', Next: 'Caught' }],
        End: true,
      },
      Caught: { Type: 'Succeed' },
    },
    expect: { status: 'SUCCEEDED', output: 'States.NoChoiceMatched' },
  },
];
