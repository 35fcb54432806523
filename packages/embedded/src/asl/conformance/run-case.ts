import { expect } from 'vitest';
import { type ConformanceCase, definitionOf } from './case.ts';
import { FakeFunctions, type TokenAnswers } from './fake-functions.ts';

/** An engine with one definition, as far as the cases need it. */
export interface ConformanceSubject extends TokenAnswers {
  start(name: string, input: unknown): Promise<unknown>;
  /** Resolves when the execution has ended. */
  finished(name: string): Promise<{
    readonly status: string;
    readonly output?: unknown;
    readonly error?: string;
    readonly cause?: string;
    readonly startedAt: Date;
    readonly stoppedAt?: Date;
  }>;
  close(): Promise<void>;
}

/** Makes an engine for the JSON text of a definition, whose Lambda tasks are calls of `invoke`. */
export type SubjectFactory = (
  definition: string,
  invoke: (functionName: string, payload: unknown) => Promise<unknown>,
) => Promise<ConformanceSubject>;

/** Runs one case and checks what it expects, elapsed time only where the engine's clock is exact. */
export async function runCase(conformance: ConformanceCase, make: SubjectFactory, exactTime: boolean): Promise<void> {
  const { states, timeoutSeconds, tasks = {}, input = {}, expect: expected } = conformance;
  let answers: TokenAnswers | undefined;
  const functions = new FakeFunctions(tasks, () => {
    if (answers === undefined) throw new Error('the engine is not made yet');
    return answers;
  });
  const definition = definitionOf(timeoutSeconds === undefined ? { states } : { states, timeoutSeconds });
  const subject = await make(definition, (name, payload) => functions.invoke(name, payload));
  answers = subject;
  await subject.start('case', input);
  const ended = await subject.finished('case');
  await subject.close();
  const { status, output, error, cause, elapsedSeconds, calls = {} } = expected;
  expect({ status: ended.status, error: ended.error, why: ended.cause }).toMatchObject({
    status,
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { why: cause }),
  });
  if (status === 'SUCCEEDED') expect(ended.output).toEqual(output);
  if (exactTime && elapsedSeconds !== undefined) {
    const elapsed = (ended.stoppedAt?.getTime() ?? 0) - ended.startedAt.getTime();
    expect(elapsed / 1000).toBe(elapsedSeconds);
  }
  for (const [name, payloads] of Object.entries(calls)) expect(functions.calls.get(name) ?? []).toEqual(payloads);
}
