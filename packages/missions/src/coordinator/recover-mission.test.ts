import { auditRecord } from '@bos/governance/audit/audit-record';
import { HOUR, MINUTE } from '@bos/kernel/clock';
import { create, replace } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { cancelMission } from '../missions/cancel-mission.ts';
import { missionEntity } from '../missions/mission.ts';
import type { ExecutionState } from '../missions/mission-runner.ts';
import { createMissionStore } from '../missions/mission-store.ts';
import { requestMission } from '../missions/request-mission.ts';
import { type Step, stepEntity } from '../missions/step.ts';
import { defineTool, type Risk } from '../tools/tool.ts';
import { createToolRegistry } from '../tools/tool-registry.ts';
import { advanceMission } from './advance-mission.ts';
import { concludeMission } from './conclude-mission.ts';
import { executeStep } from './execute-step.ts';
import { type RecoveryDependencies, recoverMission } from './recover-mission.ts';

const ids = { buildingId: 'b1', missionId: 'm1' };

/** A running mission with these steps of one intent, whose execution stands as told. */
async function missionWith(execution: ExecutionState, steps: readonly Partial<Step>[], risk: Risk = 'write') {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  const log: string[] = [];
  let undoing: () => void = () => undefined;
  let state = execution;
  const tool = defineTool({
    name: 'act',
    version: 1,
    description: 'Acts.',
    input: z.object({}),
    output: z.object({}),
    risk,
    roles: 'anyone',
    deadlineSeconds: 10,
    execute: async () => {
      log.push('acted');
      return { kind: 'completed', output: {} };
    },
    compensate: async () => {
      undoing();
      log.push('undone');
    },
  });
  const deps: RecoveryDependencies = {
    table,
    clock,
    timers: clock.timers,
    registry: createToolRegistry([tool]),
    surroundings: {
      requester: async (_building, userId) => ({ userId, roles: ['resident'], unitIds: [], inForce: true }),
      place: async () => ({ timeZone: 'America/Sao_Paulo', staffLanguage: 'pt' }),
    },
    agentTools: new Set(['act']),
    audit: auditRecord,
    runner: {
      describe: async () => state,
      stop: async () => {
        log.push('stopped');
        state = 'stopped';
      },
    },
    reply: async (mission) => {
      log.push(`replied ${mission.status}`);
      return [];
    },
    tellStaff: async () => void log.push('told staff'),
  };
  const intent = { intent: 'i', confidence: 1, sure: true, slots: {} };
  const requestedAt = clock.now().toISOString();
  const request = { ...ids, userId: 'maria', language: 'pt' as const, requestedAt, intents: [intent], request: 'x' };
  await table.write(
    steps.length > 0 ? [create(missionEntity, { ...request, status: 'planning' })] : requestMission(request),
  );
  const store = createMissionStore(table);
  const mission = await store.get('b1', 'm1');
  if (mission === undefined) throw new Error('not stored');
  if (steps.length > 0) await table.write([replace(missionEntity, mission, { ...mission, status: 'running' })]);
  await table.write(
    steps.map((step, index) =>
      create(stepEntity, {
        ...ids,
        stepId: `s${index + 1}`,
        userId: 'maria',
        intent: 'i',
        tool: 'act',
        toolVersion: 1,
        input: {},
        dependsOn: [],
        status: 'ready',
        attempts: 0,
        ...step,
      }),
    ),
  );
  await clock.advance(MINUTE);
  return {
    deps,
    clock,
    log,
    table,
    store,
    recover: (lastAttempt = false) => recoverMission(deps, { ...ids, lastAttempt }),
    cancel: (userId = 'rafael', anybodys = true, expectedVersion?: number) =>
      cancelMission(deps, {
        ...ids,
        userId,
        anybodys,
        at: clock.now(),
        ...(expectedVersion !== undefined && { expectedVersion }),
      }),
    statuses: async () => (await store.steps('b1', 'm1')).map(({ status }) => status),
    mission: () => store.get('b1', 'm1'),
    execution: (next: ExecutionState) => {
      state = next;
    },
    breakUndoing: () => {
      undoing = () => {
        throw new Error('no connection');
      };
    },
  };
}

const leased = (seconds: number): Partial<Step> => ({
  status: 'running',
  attempts: 1,
  leaseUntil: new Date(Date.parse('2026-11-22T12:00:00.000Z') + seconds * 1000).toISOString(),
});

describe('a mission whose execution is over', () => {
  test.each<ExecutionState>(['failed', 'stopped', 'timed-out', 'succeeded'])(
    'as %s is concluded: open steps are closed, the person and the staff told',
    async (execution) => {
      const { recover, statuses, mission, log } = await missionWith(execution, [{}, { status: 'pending' }]);
      expect(await recover()).toMatchObject({ kind: 'ended', status: 'failed', reason: 'ExecutionOver' });
      expect(await statuses()).toEqual(['skipped', 'skipped']);
      expect(await mission()).toMatchObject({ status: 'failed', failureCode: 'MISSION_BROKE_OFF' });
      expect(log).toEqual(['told staff', 'replied failed']);
    },
  );

  test('keeps what was done and takes back what must not stay because a step of its intent was lost', async () => {
    const dead = leased(-1);
    const { recover, statuses, log } = await missionWith('failed', [{ status: 'completed', output: {} }, dead]);
    expect(await recover()).toMatchObject({ kind: 'ended', status: 'failed' });
    expect(await statuses()).toEqual(['compensated', 'failed']);
    expect(log).toEqual(['undone', 'told staff', 'replied failed']);
  });

  test('is concluded once, however often it is recovered, and never beside a state machine that concludes it', async () => {
    const { recover, deps, log } = await missionWith('failed', [{}]);
    const results = await Promise.allSettled([recover(), recover(), concludeMission(deps, ids, deps.reply), recover()]);
    expect(await recover()).toEqual({ kind: 'over' });
    const mission = await deps.table.get(missionEntity, ids);
    expect(mission?.status).toBe('failed');
    expect(results.every(({ status }) => status === 'fulfilled')).toBe(true);
    const ledger = (await createMissionStore(deps.table).activities('b1', 'm1')).items;
    expect(ledger.filter(({ action, stepId }) => action === 'failed' && stepId === undefined)).toHaveLength(1);
    expect(log.filter((entry) => entry === 'undone')).toEqual([]);
  });

  test('waits for an attempt that may still be at work', async () => {
    const { recover, clock, mission } = await missionWith('failed', [leased(90)]);
    await expect(recover()).rejects.toMatchObject({ code: 'MISSION_STEP_AT_WORK', kind: 'unavailable' });
    expect((await mission())?.status).toBe('running');
    await clock.advance(MINUTE);
    expect(await recover()).toMatchObject({ kind: 'ended', status: 'failed' });
  });

  test('ends even if taking back fails for good', async () => {
    const steps: Partial<Step>[] = [
      { status: 'completed', output: {} },
      { status: 'failed', failureCode: 'NO' },
    ];
    const { recover, breakUndoing, statuses } = await missionWith('failed', steps);
    breakUndoing();
    await expect(recover()).rejects.toThrow('no connection');
    expect(await recover(true)).toMatchObject({ kind: 'ended', status: 'partially_completed' });
    expect(await statuses()).toEqual(['completed', 'failed']);
  });
});

test('a physical step that broke off is told as unknown', async () => {
  const { recover, store } = await missionWith('failed', [leased(-1)], 'physical');
  await recover();
  expect(await store.steps('b1', 'm1')).toMatchObject([{ status: 'failed', failureCode: 'OUTCOME_UNKNOWN' }]);
});

test('a mission that runs is left alone', async () => {
  const { recover, mission, log } = await missionWith('running', [{}]);
  expect(await recover()).toEqual({ kind: 'under_way' });
  expect((await mission())?.status).toBe('running');
  expect(log).toEqual([]);
});

test('one that never began is still to be started for half an hour, and then ended', async () => {
  const { recover, clock, mission, log } = await missionWith('unknown', []);
  expect(await recover()).toEqual({ kind: 'not_started' });
  await clock.advance(HOUR);
  expect(await recover()).toMatchObject({ kind: 'ended', status: 'failed' });
  expect(await mission()).toMatchObject({ status: 'failed', failureCode: 'MISSION_BROKE_OFF' });
  expect(log).toEqual(['told staff', 'replied failed']);
});

describe('a cancelled mission', () => {
  test('that runs with nothing at work is stopped and ended, and staff need not be told', async () => {
    const { cancel, recover, statuses, mission, log } = await missionWith('running', [{}, { status: 'pending' }]);
    await cancel();
    expect(await recover()).toMatchObject({ kind: 'ended', status: 'cancelled', reason: 'Cancelled' });
    expect(await statuses()).toEqual(['skipped', 'skipped']);
    expect(await mission()).toMatchObject({ status: 'cancelled', cancellation: { by: 'rafael' } });
    expect(await mission()).not.toHaveProperty('failureCode');
    expect(log).toEqual(['stopped', 'replied cancelled']);
  });

  test('that never began is ended at once', async () => {
    const { cancel, recover } = await missionWith('unknown', []);
    await cancel();
    expect(await recover()).toMatchObject({ kind: 'ended', status: 'cancelled' });
  });

  test('lets its state machine finish what is at work, begin nothing, take back and conclude', async () => {
    const steps: Partial<Step>[] = [{ status: 'completed', output: {} }, leased(90), {}, { status: 'pending' }];
    const { cancel, recover, deps, clock, statuses, log } = await missionWith('running', steps);
    await cancel();
    expect(await recover()).toEqual({ kind: 'under_way' });
    expect(await executeStep(deps, { ...ids, stepId: 's3' })).toEqual({ stepId: 's3', status: 'ready' });
    await clock.advance(MINUTE);
    expect(await executeStep(deps, { ...ids, stepId: 's2' })).toMatchObject({ status: 'completed' });
    expect(await advanceMission(deps, { ...ids, gaveUp: [] })).toEqual({ decision: 'compensate', ready: [] });
    expect(await statuses()).toEqual(['completed', 'completed', 'skipped', 'skipped']);
    expect(log).toEqual(['acted']);
  });

  test('whose steps had all been done when it was cancelled has ended as completed: it was too late', async () => {
    const { cancel, deps } = await missionWith('running', [{ status: 'completed', output: {} }]);
    await cancel();
    expect(await concludeMission(deps, ids, deps.reply)).toEqual({ status: 'completed' });
  });
});

describe('asking for the end of a mission', () => {
  test('is recorded, and asked again changes nothing, whatever version was seen', async () => {
    const { cancel, store } = await missionWith('running', [{}]);
    const first = await cancel('maria', false, 2);
    expect(first).toMatchObject({ status: 'running', cancellation: { state: 'requested', by: 'maria' }, version: 3 });
    expect(await cancel('rafael', true, 2)).toMatchObject({ version: 3, cancellation: { by: 'maria' } });
    const { items } = await store.activities('b1', 'm1');
    expect(items.filter(({ action }) => action === 'cancel_requested')).toMatchObject([{ actor: { id: 'maria' } }]);
  });

  test('is refused once it has ended, at another version, and where it is not theirs', async () => {
    const { cancel, recover } = await missionWith('failed', [{}]);
    await expect(cancel('rafael', true, 1)).rejects.toMatchObject({
      code: 'MISSION_CHANGED_MEANWHILE',
      kind: 'precondition_failed',
    });
    await expect(cancel('joao', false)).rejects.toMatchObject({ code: 'MISSION_CANCEL_FORBIDDEN' });
    await recover();
    await expect(cancel()).rejects.toMatchObject({ code: 'MISSION_FINISHED', kind: 'conflict' });
  });

  test('is for staff alone while something irreversible runs', async () => {
    const { cancel } = await missionWith('running', [{ ...leased(90), irreversible: true }], 'physical');
    await expect(cancel('maria', false)).rejects.toMatchObject({ code: 'MISSION_STEP_IRREVERSIBLE' });
    expect(await cancel('rafael', true)).toMatchObject({ cancellation: { by: 'rafael' } });
  });
});
