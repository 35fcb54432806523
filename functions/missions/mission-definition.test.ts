import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CATALOG } from '../catalog.ts';

const definition = readFileSync(new URL('../../lib/workflows/mission.asl.json', import.meta.url), 'utf8');

test('is Amazon States Language', async () => {
  // The package has no type declarations.
  const { default: validate } = await import(String('asl-validator'));
  const { isValid, errorsText } = await validate(JSON.parse(definition), { checkArn: false, checkPaths: true });
  expect(isValid, errorsText()).toBe(true);
});

test('calls every mission step of the catalog, and nothing else', () => {
  const called = new Set(Array.from(definition.matchAll(/\$\{(\w+)\}/g), ([, name]) => name));
  const steps = CATALOG.filter(({ trigger }) => trigger.kind === 'mission-step').map(({ name }) =>
    name.replace(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase()),
  );
  expect([...called].toSorted()).toEqual(steps.toSorted());
});

test('every task has a time-out beyond its function’s, retries and, but for the last one, a way to the end', () => {
  const { States: states } = JSON.parse(definition);
  const tasks = [...Object.entries(states), ...Object.entries(states.ExecuteSteps.ItemProcessor.States)].filter(
    ([, state]) => Object(state).Type === 'Task',
  );
  expect(tasks).toHaveLength(6);
  for (const [name, state] of tasks) {
    const { TimeoutSeconds, Retry, Catch, Arguments } = Object(state);
    const fn = CATALOG.find((one) => Arguments.FunctionName.toLowerCase().includes(one.name.replaceAll('-', '')));
    expect(TimeoutSeconds, name).toBeGreaterThan(fn?.timeoutSeconds ?? Number.POSITIVE_INFINITY);
    expect(Retry[0].Comment, name).toMatch(/Waits of/);
    if (name !== 'Conclude') expect(Catch[0].ErrorEquals, name).toEqual(['States.ALL']);
  }
});
