import { readFileSync } from 'node:fs';
import type { MissionRunner } from '@bos/missions/missions/mission-runner';
import { describe, expect, onTestFinished, test } from 'vitest';

/** The functions that the state machine calls, by their names in its definition. */
export const MISSION_STEPS = [
  'MissionPlan',
  'MissionValidate',
  'MissionAdvance',
  'MissionExecuteStep',
  'MissionCompensate',
  'MissionConclude',
] as const;

/** What a function does at its call with this number, counted from 1. What it throws is the task's error. */
type Script = (payload: Readonly<Record<string, unknown>>, call: number) => unknown;

export interface MissionRunnerUnderTest {
  readonly runner: MissionRunner;
  /** Resolves when the execution of the mission has ended. */
  finished(missionId: string): Promise<{ readonly status: string; readonly output?: unknown }>;
  close(): Promise<void>;
}

/** Opens a runner of the definition whose functions are calls of `invoke`; pauses cost no time. */
export type OpenMissionRunner = (
  definition: string,
  invoke: (functionName: string, payload: unknown) => Promise<unknown>,
) => Promise<MissionRunnerUnderTest>;

/** One task that waits for its token; the function `MissionPlan` is given the token and holds it. */
const WAITING = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Wait',
  States: {
    Wait: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of the definition
        FunctionName: '${MissionPlan}',
        Payload: { token: '{% $states.context.Task.Token %}' },
      },
      TimeoutSeconds: 3,
      HeartbeatSeconds: 2,
      Catch: [{ ErrorEquals: ['Refused'], Output: '{% $states.errorOutput %}', Next: 'Refused' }],
      End: true,
    },
    Refused: { Type: 'Pass', End: true },
  },
});

const DEFINITION = new URL('../../../lib/workflows/mission.asl.json', import.meta.url);
const INPUT = { buildingId: 'demo', missionId: 'mission-1' };

const boom = () => {
  throw Object.assign(new Error('the table is away'), { name: 'TableAwayError' });
};
/** Something that a test lets happen. */
function gate() {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}
/** Gives one answer after the other; the last one stays. */
const inTurn =
  (...answers: readonly unknown[]): Script =>
  (_payload, call) =>
    answers[Math.min(call, answers.length) - 1];

/** A mission of one step that goes well, as far as a test does not say otherwise. */
const USUAL: Readonly<Record<string, Script>> = {
  MissionPlan: () => ({}),
  MissionValidate: () => ({}),
  MissionAdvance: inTurn({ decision: 'run', ready: ['s1'] }, { decision: 'finish' }),
  MissionExecuteStep: ({ stepId }) => ({ stepId }),
  MissionCompensate: () => ({}),
  MissionConclude: ({ failure }) => ({ status: failure === undefined ? 'completed' : 'failed' }),
};

function readPayload(payload: unknown): Record<string, unknown> {
  if (typeof payload !== 'object' || payload === null) throw new Error('a payload is an object');
  return { ...payload };
}

export interface RunnerDifferences {
  /** Whether a failure or heartbeat that comes after the answer is told to be late, as Step Functions does. */
  readonly tellsLateWords: boolean;
}

/** What every runner must make of `lib/workflows/mission.asl.json`, and of tokens, stops and questions. */
export function describeMissionRunner(
  name: string,
  open: OpenMissionRunner,
  { tellsLateWords }: RunnerDifferences = { tellsLateWords: true },
): void {
  async function opened(scripts: Readonly<Record<string, Script>> = {}, definition = readFileSync(DEFINITION, 'utf8')) {
    const calls: [name: string, payload: Readonly<Record<string, unknown>>][] = [];
    const subject = await open(definition, async (functionName, given) => {
      const payload = readPayload(given);
      calls.push([functionName, payload]);
      const script = scripts[functionName] ?? USUAL[functionName];
      if (script === undefined) throw new Error(`there is no function ${functionName}`);
      return script(payload, calls.filter(([called]) => called === functionName).length);
    });
    onTestFinished(() => subject.close());
    const names = () => calls.map(([called]) => called);
    const payloads = (functionName: string) =>
      calls.filter(([called]) => called === functionName).map(([, payload]) => payload);
    return { ...subject, names, payloads, count: (called: string) => payloads(called).length };
  }

  async function run(scripts: Readonly<Record<string, Script>> = {}) {
    const subject = await opened(scripts);
    await subject.runner.start(INPUT.missionId, INPUT);
    return { ...subject, ended: await subject.finished(INPUT.missionId) };
  }

  describe(`mission runner on ${name}`, () => {
    test('plans, validates, runs what is ready and concludes; the payloads are ids', async () => {
      const { ended, names, payloads } = await run();
      expect(ended).toMatchObject({ status: 'SUCCEEDED', output: { status: 'completed' } });
      expect(names()).toEqual([
        'MissionPlan',
        'MissionValidate',
        'MissionAdvance',
        'MissionExecuteStep',
        'MissionAdvance',
        'MissionConclude',
      ]);
      for (const called of ['MissionPlan', 'MissionValidate', 'MissionConclude'])
        expect(payloads(called)).toEqual([INPUT]);
      expect(payloads('MissionAdvance')).toEqual([
        { ...INPUT, gaveUp: [] },
        { ...INPUT, gaveUp: [] },
      ]);
      expect(payloads('MissionExecuteStep')).toEqual([{ ...INPUT, stepId: 's1' }]);
    });

    test('runs as many rounds of steps as Advance asks for', async () => {
      const { ended, payloads } = await run({
        MissionAdvance: inTurn(
          { decision: 'run', ready: ['s1', 's2', 's3', 's4', 's5', 's6'] },
          { decision: 'run', ready: ['s7'] },
          { decision: 'finish' },
        ),
      });
      expect(ended.output).toEqual({ status: 'completed' });
      const steps = payloads('MissionExecuteStep').map(({ stepId }) => stepId);
      expect(steps.slice(0, 6).sort()).toEqual(['s1', 's2', 's3', 's4', 's5', 's6']);
      expect(steps.slice(6)).toEqual(['s7']);
    });

    test('a second start changes nothing, neither while the mission runs nor when it has ended', async () => {
      const held = gate();
      const { runner, finished, count } = await opened({ MissionPlan: () => held.passed.then(() => ({})) });
      await runner.start(INPUT.missionId, INPUT);
      await runner.start(INPUT.missionId, INPUT);
      held.open();
      await finished(INPUT.missionId);
      await runner.start(INPUT.missionId, INPUT);
      expect(await finished(INPUT.missionId)).toMatchObject({ status: 'SUCCEEDED' });
      expect(count('MissionPlan')).toBe(1);
      expect(count('MissionConclude')).toBe(1);
    });

    test('missions run side by side', async () => {
      const { runner, finished, payloads } = await opened({ MissionAdvance: () => ({ decision: 'finish' }) });
      const ids = ['a', 'b', 'c'];
      await Promise.all(ids.map((missionId) => runner.start(missionId, { buildingId: 'demo', missionId })));
      for (const missionId of ids) expect(await finished(missionId)).toMatchObject({ status: 'SUCCEEDED' });
      const concluded = payloads('MissionConclude').map(({ missionId }) => missionId);
      expect(concluded.sort()).toEqual(ids);
    });

    test('a function that fails now and then is tried again', async () => {
      const flaky: Script = (payload, call) => (call <= 2 ? boom() : USUAL.MissionPlan?.(payload, call));
      const { ended, count } = await run({ MissionPlan: flaky });
      expect(ended.output).toEqual({ status: 'completed' });
      expect(count('MissionPlan')).toBe(3);
    });

    test('a step that fails for good is told to Advance as given up, and ends no other step', async () => {
      const { ended, payloads } = await run({
        MissionAdvance: inTurn({ decision: 'run', ready: ['s1', 's2'] }, { decision: 'finish' }),
        MissionExecuteStep: ({ stepId }) => (stepId === 's1' ? boom() : { stepId }),
      });
      expect(ended.output).toEqual({ status: 'completed' });
      const attempts = payloads('MissionExecuteStep').map(({ stepId }) => stepId);
      expect(attempts.filter((stepId) => stepId === 's1')).toHaveLength(6);
      expect(attempts.filter((stepId) => stepId === 's2')).toHaveLength(1);
      expect(payloads('MissionAdvance')[1]).toEqual({ ...INPUT, gaveUp: ['s1'] });
    });

    test('what Advance wants undone is compensated before the conclusion', async () => {
      const { ended, names } = await run({ MissionAdvance: () => ({ decision: 'compensate' }) });
      expect(ended).toMatchObject({ status: 'SUCCEEDED' });
      expect(names().slice(-2)).toEqual(['MissionCompensate', 'MissionConclude']);
    });

    test.each(['MissionPlan', 'MissionValidate', 'MissionAdvance', 'MissionCompensate'])(
      '%s fails for good: six attempts, and the mission still ends, with the reason',
      async (broken) => {
        const advance = { MissionAdvance: () => ({ decision: 'compensate' }) };
        const { ended, count, payloads } = await run({ ...advance, [broken]: boom });
        expect(ended).toMatchObject({ status: 'SUCCEEDED', output: { status: 'failed' } });
        expect(count(broken)).toBe(6);
        expect(payloads('MissionConclude')).toEqual([{ ...INPUT, failure: 'TableAwayError' }]);
      },
    );

    test('a decision that nobody knows ends the mission instead of hanging it', async () => {
      const { ended, payloads } = await run({ MissionAdvance: () => ({ decision: 'dance' }) });
      expect(ended).toMatchObject({ status: 'SUCCEEDED', output: { status: 'failed' } });
      expect(payloads('MissionConclude')).toEqual([{ ...INPUT, failure: 'NoMove' }]);
    });

    test('a conclusion that fails for good fails the execution after eleven attempts', async () => {
      const { ended, count } = await run({ MissionConclude: boom });
      expect(ended).toMatchObject({ status: 'FAILED' });
      expect(count('MissionConclude')).toBe(11);
    });

    describe('describes', () => {
      test('a mission that runs, and how it ended', async () => {
        const held = gate();
        const { runner, finished } = await opened({ MissionPlan: () => held.passed.then(() => ({})) });
        expect(await runner.describe(INPUT.missionId)).toBe('unknown');
        await runner.start(INPUT.missionId, INPUT);
        expect(await runner.describe(INPUT.missionId)).toBe('running');
        held.open();
        await finished(INPUT.missionId);
        expect(await runner.describe(INPUT.missionId)).toBe('succeeded');
      });

      test('a failed one', async () => {
        const { runner } = await run({ MissionConclude: boom });
        expect(await runner.describe(INPUT.missionId)).toBe('failed');
      });
    });

    test('a stopped mission calls nothing more and stays stopped, however often it is stopped or started', async () => {
      const held = gate();
      const begun = gate();
      const { runner, finished, names } = await opened({
        MissionPlan: () => {
          begun.open();
          return held.passed.then(() => ({}));
        },
      });
      await runner.start(INPUT.missionId, INPUT);
      await begun.passed;
      for (let time = 0; time < 2; time++) await runner.stop(INPUT.missionId, 'cancelled');
      held.open();
      expect(await finished(INPUT.missionId)).toMatchObject({ status: 'ABORTED' });
      await runner.start(INPUT.missionId, INPUT);
      expect(await runner.describe(INPUT.missionId)).toBe('stopped');
      expect(names()).toEqual(['MissionPlan']);
    });

    test('to stop a mission that has ended or was never started is harmless', async () => {
      const { runner } = await run();
      await runner.stop(INPUT.missionId, 'too late');
      expect(await runner.describe(INPUT.missionId)).toBe('succeeded');
      await runner.stop('never-started', 'nobody');
      expect(await runner.describe('never-started')).toBe('unknown');
    });

    test('a second start with another input is no start either', async () => {
      const { runner, payloads } = await run();
      await runner.start(INPUT.missionId, { ...INPUT, buildingId: 'another' });
      expect(payloads('MissionPlan')).toEqual([INPUT]);
    });

    describe('a step that waits', () => {
      /** A mission whose only step waits for the token given. */
      async function waiting() {
        let token = '';
        const asked = gate();
        const subject = await opened(
          {
            MissionPlan: (payload) => {
              token = String(payload.token);
              asked.open();
              return {};
            },
          },
          WAITING,
        );
        await subject.runner.start(INPUT.missionId, INPUT);
        await asked.passed;
        return { ...subject, token };
      }

      test('goes on with its answer, which counts once', async () => {
        const { runner, finished, token } = await waiting();
        // An engine may hand a token out a moment before it listens for it.
        await expect.poll(() => runner.heartbeat(token), { timeout: 5_000 }).toBe('taken');
        expect(await runner.answer(token, { approved: true })).toBe('taken');
        expect(await finished(INPUT.missionId)).toMatchObject({ status: 'SUCCEEDED', output: { approved: true } });
        expect(await runner.answer(token, { approved: false })).toBe('nobody-waits');
        const late = [await runner.fail(token, 'Refused', 'late'), await runner.heartbeat(token)];
        if (tellsLateWords) expect(late).toEqual(['nobody-waits', 'nobody-waits']);
        expect(await finished(INPUT.missionId)).toMatchObject({ status: 'SUCCEEDED', output: { approved: true } });
      });

      test('fails with the error that it is told', async () => {
        const { runner, finished, token } = await waiting();
        await expect.poll(() => runner.heartbeat(token), { timeout: 5_000 }).toBe('taken');
        expect(await runner.fail(token, 'Refused', 'not today')).toBe('taken');
        expect((await finished(INPUT.missionId)).output).toEqual({ Error: 'Refused', Cause: 'not today' });
      });

      test('no longer waits when its time is over', async () => {
        const { runner, finished, token } = await waiting();
        expect(await finished(INPUT.missionId)).toMatchObject({ status: 'FAILED' });
        expect(await runner.answer(token, { approved: true })).toBe('nobody-waits');
      });

      test('no longer waits when its mission was stopped', async () => {
        const { runner, finished, token } = await waiting();
        await runner.stop(INPUT.missionId, 'cancelled');
        await finished(INPUT.missionId);
        expect(await runner.answer(token, { approved: true })).toBe('nobody-waits');
      });

      test('is not what text stands for that never was a token', async () => {
        const { runner } = await waiting();
        expect(await runner.answer('nonsense', {})).toBe('nobody-waits');
        expect(await runner.fail('nonsense', 'Refused', 'why')).toBe('nobody-waits');
        expect(await runner.heartbeat('nonsense')).toBe('nobody-waits');
      });
    });
  });
}
