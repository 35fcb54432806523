import { describe, test } from 'vitest';
import { engineUnderTest } from './engine-under-test.ts';
import { flowCases } from './flow-cases.ts';
import { mapCases } from './map-cases.ts';
import { runCase, type SubjectFactory } from './run-case.ts';
import { taskCases } from './task-cases.ts';

const embedded: SubjectFactory = async (definition, invoke) => {
  const { engine, finished } = engineUnderTest({ definition, invoke });
  return {
    start: (name, input) => engine.start(name, input),
    sendTaskSuccess: (token, output) => engine.sendTaskSuccess(token, output),
    sendTaskFailure: (token, error, cause) => engine.sendTaskFailure(token, error, cause),
    finished,
    close: () => engine.close(0),
  };
};

describe.each([
  ['flow', flowCases],
  ['tasks', taskCases],
  ['maps', mapCases],
])('Amazon States Language, %s', (_group, cases) => {
  test.each(cases)('$name', (conformance) => runCase(conformance, embedded, true));
});
