import { auditRecord } from '@bos/governance/audit/audit-record';
import { createAuditStore } from '@bos/governance/audit/audit-store';
import type { Table } from '@bos/table/table';
import { create, replace } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createMissionStore } from '../missions/mission-store.ts';
import { requestMission } from '../missions/request-mission.ts';
import { type Step, stepEntity } from '../missions/step.ts';
import { defineTool, type Risk, type ToolOptions, type ToolOutcome } from '../tools/tool.ts';
import { type Requester, stranger } from '../tools/tool-context.ts';
import { createToolRegistry } from '../tools/tool-registry.ts';
import { advanceMission } from './advance-mission.ts';
import { concludeMission } from './conclude-mission.ts';
import type { CoordinatorDependencies } from './coordinator.ts';
import { executeStep } from './execute-step.ts';
import { storePlan } from './store-plan.ts';
import { validateMission } from './validate-mission.ts';

const ids = { buildingId: 'b1', missionId: 'm1' };
const done: ToolOutcome<{ n: number }> = { kind: 'completed', output: { n: 1 } };
type Fields = { readonly n?: number | undefined };
type Execute = ToolOptions<Fields, { readonly n: number }>['execute'];

interface Fake {
  readonly risk?: Risk;
  readonly execute?: Execute;
  readonly readBack?: Execute;
}

/** A mission of one or two steps on one tool that behaves as told; the second step takes the first one's output. */
async function missionWith({ risk = 'write', execute = async () => done, readBack }: Fake, count = 1) {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  const calls: unknown[] = [];
  let requester: Requester = { userId: 'maria', roles: ['resident'], unitIds: [], inForce: true };
  const tool = defineTool({
    name: 'act',
    version: 1,
    description: 'Acts.',
    input: z.object({ n: z.number().optional() }),
    output: z.object({ n: z.number(), deviceId: z.string().optional() }),
    risk,
    roles: ['resident'],
    deadlineSeconds: 10,
    execute: (input, context) => {
      calls.push(input);
      return execute(input, context);
    },
    ...(readBack && { readBack }),
  });
  const deps: CoordinatorDependencies = {
    table,
    clock,
    timers: clock.timers,
    registry: createToolRegistry([tool]),
    surroundings: {
      requester: async () => requester,
      place: async () => ({ timeZone: 'America/Sao_Paulo', staffLanguage: 'pt' }),
    },
    agentTools: new Set(['act']),
    audit: auditRecord,
  };
  const intent = { intent: 'i', confidence: 1, sure: true, slots: {} };
  const at = clock.now().toISOString();
  await table.write(
    requestMission({ ...ids, userId: 'maria', language: 'pt', requestedAt: at, intents: [intent], request: 'x' }),
  );
  const steps = Array.from({ length: count }, (_unused, index) => ({
    stepId: `s${index + 1}`,
    intent: 'i',
    tool: 'act',
    input: index === 0 ? {} : { n: `$steps.s${index}.output.n` },
    dependsOn: index === 0 ? [] : [`s${index}`],
  }));
  await storePlan(deps, ids, () => ({ steps }));
  await validateMission(deps, ids);
  await advanceMission(deps, { ...ids, gaveUp: [] });
  const store = createMissionStore(table);
  const stepOf = async (stepId = 's1') => (await store.steps('b1', 'm1')).find((step) => step.stepId === stepId);
  return {
    deps,
    clock,
    table,
    store,
    calls,
    stepOf,
    loseRights: () => {
      requester = stranger('maria');
    },
    run: (stepId = 's1') => executeStep(deps, { ...ids, stepId }),
    /** As an attempt leaves it that was killed in the middle. */
    async dieRunning(leaseSeconds: number) {
      const step = await stepOf();
      const leaseUntil = new Date(clock.now().getTime() + leaseSeconds * 1000).toISOString();
      if (step) await table.write([replace(stepEntity, step, { ...step, status: 'running', attempts: 1, leaseUntil })]);
    },
  };
}

describe('a step', () => {
  test('runs once, however often it is asked for', async () => {
    const { run, calls } = await missionWith({});
    expect(await run()).toEqual({ stepId: 's1', status: 'completed' });
    expect(await run()).toEqual({ stepId: 's1', status: 'completed' });
    expect(calls).toHaveLength(1);
  });

  test('gets the output of the step that it depends on', async () => {
    const { run, deps, calls } = await missionWith({}, 2);
    await run('s1');
    expect(await advanceMission(deps, { ...ids, gaveUp: [] })).toEqual({ decision: 'run', ready: ['s2'] });
    await run('s2');
    expect(calls).toEqual([{}, { n: 1 }]);
    expect(await advanceMission(deps, { ...ids, gaveUp: [] })).toEqual({ decision: 'finish', ready: [] });
  });

  test('is refused when the requester has lost their rights since it was planned', async () => {
    const { run, loseRights, stepOf, calls } = await missionWith({});
    loseRights();
    await run();
    expect(await stepOf()).toMatchObject({ status: 'failed', failureCode: 'NOT_ALLOWED' });
    expect(calls).toEqual([]);
  });

  test('keeps code and facts of a refusal', async () => {
    const { run, stepOf } = await missionWith({
      execute: async () => ({ kind: 'failed', code: 'NO_ROOM', detail: { name: 'Grill' } }),
    });
    await run();
    expect(await stepOf()).toMatchObject({
      status: 'failed',
      failureCode: 'NO_ROOM',
      failureDetail: { name: 'Grill' },
    });
  });

  test('two attempts at once: one gets it, the other is told to come again', async () => {
    const { run } = await missionWith({});
    const results = await Promise.allSettled([run(), run()]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'STEP_BUSY' } });
  });
});

test('of two attempts that overlap, the first outcome stands', async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  let calls = 0;
  const { run, clock, stepOf } = await missionWith({
    execute: async () => {
      const call = ++calls;
      if (call === 1) await gate;
      return { kind: 'completed', output: { n: call } };
    },
  });
  const first = run();
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  await clock.advance(5_000);
  await run();
  release();
  expect(await first).toEqual({ stepId: 's1', status: 'completed' });
  expect(await stepOf()).toMatchObject({ output: { n: 2 } });
});

describe('after an attempt that broke off', () => {
  test('nobody takes over before its lease is over', async () => {
    const { run, dieRunning, clock } = await missionWith({});
    await dieRunning(17);
    await expect(run()).rejects.toMatchObject({ code: 'STEP_BUSY' });
    await clock.advance(17_000);
    expect(await run()).toMatchObject({ status: 'completed' });
  });

  test('what may be repeated is repeated', async () => {
    const { run, dieRunning, calls } = await missionWith({ risk: 'write' });
    await dieRunning(0);
    await run();
    expect(calls).toHaveLength(1);
  });

  test.each<Risk>(['physical', 'spend'])('a %s tool is not called again: it reads back', async (risk) => {
    const { run, dieRunning, calls, stepOf } = await missionWith({ risk, readBack: async () => done });
    await dieRunning(0);
    await run();
    expect(calls).toEqual([]);
    expect(await stepOf()).toMatchObject({ status: 'completed', output: { n: 1 } });
  });

  test('and where it cannot, the outcome is unknown', async () => {
    const { run, dieRunning, calls, stepOf } = await missionWith({ risk: 'physical' });
    await dieRunning(0);
    await run();
    expect(calls).toEqual([]);
    expect(await stepOf()).toMatchObject({ status: 'failed', failureCode: 'OUTCOME_UNKNOWN' });
  });
});

describe('a tool that throws', () => {
  const breaks: Execute = async () => {
    throw new Error('no connection');
  };

  test('is free for the next attempt at once when it may be repeated', async () => {
    let calls = 0;
    const { run } = await missionWith({
      execute: async (input, context) => (++calls === 1 ? breaks(input, context) : done),
    });
    await expect(run()).rejects.toThrow('no connection');
    expect(await run()).toMatchObject({ status: 'completed' });
  });

  test('leaves the outcome unknown when it acts on the world', async () => {
    const { run, stepOf, calls } = await missionWith({ risk: 'physical', execute: breaks });
    await run();
    await run();
    expect(await stepOf()).toMatchObject({ status: 'failed', failureCode: 'OUTCOME_UNKNOWN' });
    expect(calls).toHaveLength(1);
  });
});

test('the deadline aborts the signal; what heeds it ends with its own outcome', async () => {
  const { run, clock, stepOf } = await missionWith({
    risk: 'physical',
    execute: (_input, { signal }) =>
      new Promise((resolve) =>
        signal.addEventListener('abort', () => resolve({ kind: 'unknown', detail: { name: 'A' } })),
      ),
  });
  const running = run();
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  await clock.advance(10_000);
  await running;
  expect(await stepOf()).toMatchObject({ failureCode: 'OUTCOME_UNKNOWN', failureDetail: { name: 'A' } });
});

test('what heeds no deadline is left behind: unknown for what acts on the world, to be tried again otherwise', async () => {
  for (const risk of ['physical', 'write'] as const) {
    const { run, clock, stepOf } = await missionWith({ risk, execute: () => new Promise(() => {}) });
    const running = run().catch((error: unknown) => error);
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(11_000);
    const result = await running;
    if (risk === 'write') expect(result).toMatchObject({ name: 'DeadlineError' });
    else expect(await stepOf()).toMatchObject({ status: 'failed', failureCode: 'OUTCOME_UNKNOWN' });
  }
});

describe('steps that gave up', () => {
  test.each<[Risk, string]>([
    ['write', 'GAVE_UP'],
    ['physical', 'OUTCOME_UNKNOWN'],
  ])('are closed by the next advance: %s, %s', async (risk, failureCode) => {
    const { deps, dieRunning, stepOf } = await missionWith({ risk });
    await dieRunning(60);
    expect(await advanceMission(deps, { ...ids, gaveUp: ['s1'] })).toEqual({ decision: 'finish', ready: [] });
    expect(await stepOf()).toMatchObject({ status: 'failed', failureCode });
  });
});

describe('concluding', () => {
  test('closes open steps, ends the mission once and writes one reply', async () => {
    const { deps, store } = await missionWith({}, 2);
    const replies: number[] = [];
    const reply = async (_mission: unknown, steps: readonly Step[]) => {
      replies.push(steps.length);
      return [];
    };
    const input = { ...ids, failure: 'States.Timeout' };
    expect(await concludeMission(deps, input, reply)).toEqual({ status: 'failed' });
    expect(await concludeMission(deps, input, reply)).toEqual({ status: 'failed' });
    expect(replies).toEqual([2]);
    expect(await store.get('b1', 'm1')).toMatchObject({ status: 'failed', failureCode: 'MISSION_BROKE_OFF' });
    expect((await store.steps('b1', 'm1')).map(({ status }) => status)).toEqual(['skipped', 'skipped']);
    expect((await store.listByState('b1', 'closed')).items).toHaveLength(1);
    expect((await store.listByState('b1', 'open')).items).toHaveLength(0);
  });
});

test('a faulty plan runs not at all, and the mission ends as failed', async () => {
  const { deps, store } = await missionWith({});
  const second = { buildingId: 'b1', missionId: 'm2' };
  const intent = { intent: 'i', confidence: 1, sure: true, slots: {} };
  const at = deps.clock.now().toISOString();
  await deps.table.write(
    requestMission({ ...second, userId: 'maria', language: 'pt', requestedAt: at, intents: [intent], request: 'x' }),
  );
  expect(await store.listUnfinished('b1', new Date(deps.clock.now().getTime() + 1))).toMatchObject([
    { missionId: 'm1', status: 'running' },
    { missionId: 'm2', status: 'requested' },
  ]);
  const good = { stepId: 's1', intent: 'i', tool: 'act', input: {}, dependsOn: [] };
  await storePlan(deps, second, () => ({ steps: [good, { ...good, stepId: 's2', tool: 'unheard.of' }] }));
  expect(await validateMission(deps, second)).toEqual({ refused: 2 });
  expect(await advanceMission(deps, { ...second, gaveUp: [] })).toEqual({ decision: 'finish', ready: [] });
  expect(await concludeMission(deps, second, async () => [])).toEqual({ status: 'failed' });
  expect((await store.steps('b1', 'm2')).map(({ failureCode }) => failureCode)).toEqual([
    'PLAN_REFUSED',
    'TOOL_UNKNOWN',
  ]);
});

test('an unknown mission or step is an error', async () => {
  const { deps } = await missionWith({});
  await expect(executeStep(deps, { ...ids, stepId: 's7' })).rejects.toMatchObject({ code: 'STEP_NOT_FOUND' });
  await expect(advanceMission(deps, { buildingId: 'b1', missionId: 'm9', gaveUp: [] })).rejects.toMatchObject({
    code: 'MISSION_NOT_FOUND',
  });
});

test('steps keep their order when there are more than nine', async () => {
  const { table, store, stepOf } = await missionWith({});
  const step = await stepOf();
  if (step) for (const n of [10, 2, 11]) await table.write([create(stepEntity, { ...step, stepId: `s${n}` })]);
  expect((await store.steps('b1', 'm1')).map(({ stepId }) => stepId)).toEqual(['s1', 's2', 's10', 's11']);
});

describe('the audit trail', () => {
  const trailOf = async (table: Table) => {
    const { items } = await createAuditStore(table).listOfMonth('b1', '2026-11');
    return items.map(({ action, actor, resource, outcome, code, missionId, values }) => ({
      what: `${actor.id} ${action} ${resource.type}:${resource.id} ${outcome} ${code ?? ''}`.trimEnd(),
      missionId,
      values,
    }));
  };
  const opened: Execute = async () => ({ kind: 'completed', output: { n: 1, deviceId: 'gate' } });

  test.each<[Risk, Execute, string]>([
    ['physical', opened, 'maria device.commanded device:gate done'],
    [
      'physical',
      async () => ({ kind: 'failed', code: 'DEVICE_OFFLINE' }),
      'maria device.commanded mission:m1 failed DEVICE_OFFLINE',
    ],
    ['physical', async () => ({ kind: 'unknown' }), 'maria device.commanded mission:m1 unknown OUTCOME_UNKNOWN'],
    ['spend', async () => done, 'maria money.committed mission:m1 done'],
    ['personal_data', async () => done, 'maria person.data_handed_out mission:m1 done'],
  ])('tells how a step ended whose tool is %s', async (risk, execute, what) => {
    const { run, table } = await missionWith({ risk, execute });
    await run();
    await run();
    expect(await trailOf(table)).toEqual([{ what, missionId: 'm1', values: { tool: 'act' } }]);
  });

  test('tells of a refusal, before and after the plan was validated', async () => {
    const { run, loseRights, table } = await missionWith({ risk: 'physical' });
    loseRights();
    await run();
    expect(await trailOf(table)).toMatchObject([{ what: 'maria device.commanded mission:m1 refused NOT_ALLOWED' }]);
  });

  test('tells of an attempt that was lost, by whoever finds it', async () => {
    for (const end of [advanceMission, concludeMission]) {
      const { deps, dieRunning, table } = await missionWith({ risk: 'physical' });
      await dieRunning(60);
      await end(deps, { ...ids, gaveUp: ['s1'] }, async () => []);
      expect(await trailOf(table)).toMatchObject([
        { what: 'maria device.commanded mission:m1 unknown OUTCOME_UNKNOWN' },
      ]);
    }
  });

  test('is silent about what only reads or writes our own table, and about what never began', async () => {
    for (const risk of ['read', 'write'] as const) {
      const { run, table } = await missionWith({ risk });
      await run();
      expect(await trailOf(table)).toEqual([]);
    }
    const { deps, table } = await missionWith({ risk: 'physical' }, 2);
    await concludeMission(deps, ids, async () => []);
    expect(await trailOf(table)).toEqual([]);
  });
});
