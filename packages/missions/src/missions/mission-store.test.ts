import { create, replace } from '@bos/table/write';
import { writeChunks } from '@bos/table/write-chunks';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type Activity, activityEntity } from './activity.ts';
import { type Mission, missionEntity } from './mission.ts';
import { createMissionStore } from './mission-store.ts';
import { type Step, stepEntity } from './step.ts';

let buildings = 0;
/** In a building of its own, so that one table serves the whole suite. */
const missionOf = (over: Partial<Mission> = {}): Mission => ({
  buildingId: `building-${buildings++}`,
  missionId: 'm1',
  userId: 'maria',
  language: 'pt',
  status: 'requested',
  requestedAt: '2026-11-22T10:00:00.000Z',
  intents: [{ intent: 'open_door', confidence: 0.9, sure: true, slots: { door: 'gate' } }],
  request: 'open the gate',
  ...over,
});
const stepOf = (buildingId: string, stepId: string, over: Partial<Step> = {}): Step => ({
  buildingId,
  missionId: 'm1',
  stepId,
  userId: 'maria',
  intent: 'open_door',
  tool: 'open_door',
  toolVersion: 1,
  input: { door: 'gate' },
  dependsOn: [],
  status: 'pending',
  attempts: 0,
  ...over,
});
const activityOf = (buildingId: string, activityId: string, over: Partial<Activity> = {}): Activity => ({
  buildingId,
  missionId: 'm1',
  activityId,
  actor: { kind: 'system', id: 'coordinator' },
  action: 'planned',
  at: '2026-11-22T10:00:00.000Z',
  ...over,
});
const minute = (n: number) => new Date(Date.UTC(2026, 10, 22, 10, n));
const requested = (n: number) => ({ missionId: `m${n}`, requestedAt: minute(n).toISOString() });
const ids = (missions: readonly Mission[]) => missions.map(({ missionId }) => missionId);
const createAll = (missions: readonly Mission[]) => missions.map((one) => create(missionEntity, one));

describeOnEachTable('the store of missions', (open) => {
  test('gives back what was created, creates it once, and knows no other', async () => {
    const { table, clock } = open();
    const store = createMissionStore(table);
    const mission = missionOf();
    const { buildingId } = mission;
    await table.write(createAll([mission]));
    const at = clock.now().toISOString();
    expect(await store.get(buildingId, 'm1')).toEqual({ ...mission, version: 1, createdAt: at, updatedAt: at });
    expect(await store.get(buildingId, 'm')).toBeUndefined();
    expect(await store.get(`${buildingId}1`, 'm1')).toBeUndefined();
    expect(await store.steps(buildingId, 'm1')).toEqual([]);
    expect(await store.activities(buildingId, 'm1')).toEqual({ items: [], next: null });
    await expect(table.write(createAll([mission]))).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('gives all steps in the order of the plan', async () => {
    const { table } = open();
    const { buildingId } = missionOf();
    const plan = Array.from({ length: 12 }, (_, i) => stepOf(buildingId, `s${i + 1}`));
    const others = [stepOf(buildingId, 's13', { missionId: 'm11' }), stepOf(`${buildingId}1`, 's14')];
    const ledger = activityOf(buildingId, 'a1');
    await table.write([
      ...[...plan, ...others].map((step) => create(stepEntity, step)),
      create(activityEntity, ledger),
    ]);
    const steps = await createMissionStore(table).steps(buildingId, 'm1');
    expect(steps.map(({ stepId }) => stepId)).toEqual(plan.map(({ stepId }) => stepId));
    expect(steps[0]).toMatchObject({ input: { door: 'gate' }, version: 1 });
  });

  test('gives the ledger oldest first, page by page', async () => {
    const { table } = open();
    const store = createMissionStore(table);
    const { buildingId } = missionOf();
    const entries = ['a3', 'a1', 'a2'].map((id) => activityOf(buildingId, id));
    const others = [activityOf(buildingId, 'a4', { missionId: 'm11' }), activityOf(`${buildingId}1`, 'a5')];
    await table.write([
      ...[...entries, ...others].map((activity) => create(activityEntity, activity)),
      create(stepEntity, stepOf(buildingId, 's1')),
    ]);
    const first = await store.activities(buildingId, 'm1', { limit: 2 });
    expect(first.items.map(({ activityId }) => activityId)).toEqual(['a1', 'a2']);
    const rest = await store.activities(buildingId, 'm1', { limit: 2, cursor: first.next ?? '' });
    expect(rest).toMatchObject({ items: [{ activityId: 'a3' }], next: null });
  });

  test('lists the open or the closed ones, newest first unless told', async () => {
    const { table } = open();
    const store = createMissionStore(table);
    const { buildingId } = missionOf();
    await table.write(
      createAll([
        missionOf({ buildingId, ...requested(2), status: 'awaiting_approval' }),
        missionOf({ buildingId, ...requested(1) }),
        missionOf({ buildingId, ...requested(3), status: 'running' }),
        missionOf({ buildingId, ...requested(4), status: 'completed' }),
        missionOf({ buildingId, ...requested(5), status: 'cancelled' }),
        missionOf({ buildingId: `${buildingId}1`, ...requested(6) }),
      ]),
    );
    const page = await store.listByState(buildingId, 'open', { limit: 2 });
    expect(ids(page.items)).toEqual(['m3', 'm2']);
    const rest = await store.listByState(buildingId, 'open', { limit: 2, cursor: page.next ?? '' });
    expect(rest).toMatchObject({ items: [{ missionId: 'm1' }], next: null });
    expect(ids((await store.listByState(buildingId, 'closed')).items)).toEqual(['m5', 'm4']);
    expect(ids((await store.listByState(buildingId, 'open', { oldestFirst: true })).items)).toEqual(['m1', 'm2', 'm3']);
  });

  test('lists the unfinished, oldest first, over pages, up to that time', async () => {
    const { table } = open();
    const store = createMissionStore(table);
    const { buildingId } = missionOf();
    const unfinished = Array.from({ length: 110 }, (_, i) => missionOf({ buildingId, ...requested(i) }));
    const finished = missionOf({
      buildingId,
      missionId: 'done',
      requestedAt: minute(0).toISOString(),
      status: 'failed',
    });
    await table.write(createAll([finished]));
    await writeChunks(table, createAll(unfinished));
    expect(ids(await store.listUnfinished(buildingId, minute(105)))).toEqual(ids(unfinished.slice(0, 105)));
    expect(await store.listUnfinished(buildingId, minute(0))).toEqual([]);
    expect(await store.listUnfinished(`${buildingId}1`, minute(105))).toEqual([]);
  });

  test('lists what a person asked for, newest first, whatever became of it', async () => {
    const { table } = open();
    const store = createMissionStore(table);
    const { buildingId } = missionOf();
    await table.write(
      createAll([
        missionOf({ buildingId, ...requested(1) }),
        missionOf({ buildingId, ...requested(3), status: 'completed' }),
        missionOf({ buildingId, ...requested(2) }),
        missionOf({ buildingId, ...requested(4), userId: 'maria2' }),
        missionOf({ buildingId: `${buildingId}1`, ...requested(5) }),
      ]),
    );
    const page = await store.listOfUser(buildingId, 'maria', { limit: 2 });
    expect(ids(page.items)).toEqual(['m3', 'm2']);
    expect(ids((await store.listOfUser(buildingId, 'maria', { cursor: page.next ?? '' })).items)).toEqual(['m1']);
  });

  test('ends for good, as its steps do, and keeps the change of whoever was faster', async () => {
    const { table } = open();
    const store = createMissionStore(table);
    const mission = missionOf({ status: 'running' });
    const { buildingId } = mission;
    const failed = stepOf(buildingId, 's1', { status: 'failed' });
    await table.write([...createAll([mission]), create(stepEntity, failed)]);
    const before = await store.get(buildingId, 'm1');
    if (before === undefined) throw new Error('it is not there');
    await table.write([replace(missionEntity, before, { ...mission, status: 'completed' })]);
    const late = table.write([replace(missionEntity, before, { ...mission, status: 'cancelled' })]);
    await expect(late).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
    expect(ids((await store.listByState(buildingId, 'open')).items)).toEqual([]);
    const [ended, [step]] = await Promise.all([store.get(buildingId, 'm1'), store.steps(buildingId, 'm1')]);
    expect(() => ended && replace(missionEntity, ended, mission)).toThrow('cannot go from completed');
    expect(() => step && replace(stepEntity, step, { ...failed, status: 'ready' })).toThrow('cannot go from failed');
  });

  test('shows what was asked to nobody who only has the table', async () => {
    const { table, items } = open();
    const mission = missionOf({ request: 'between us' });
    const step = stepOf(mission.buildingId, 's1', { input: { text: 'between two' } });
    await table.write([...createAll([mission]), create(stepEntity, step)]);
    expect(JSON.stringify(await items())).not.toContain('between');
  });
});
