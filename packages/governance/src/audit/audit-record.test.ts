import { AUDIT_ACTIONS } from '@bos/kernel/audit-fact';
import { MINUTE } from '@bos/kernel/clock';
import { describe, expect, test } from 'vitest';
import { auditRecord } from './audit-record.ts';
import { createAuditStore } from './audit-store.ts';
import { createOnceRecorder } from './record-once.ts';
import { auditScene, fact } from './testing/audit-scene.ts';

describe('a record', () => {
  test('says who did what to what, and stays for seven years', async () => {
    const { record, items } = auditScene();
    await record({
      changed: ['status'],
      values: { from: 'open', status: 'in_progress' },
      requestId: 'JKJaXmPLvHcESHA=',
    });
    expect(items()).toEqual([
      expect.objectContaining({
        PK: 'BUILDING#b#AUDIT#2026-11',
        SK: expect.stringMatching(/^01[0-9A-Z]{24}$/),
        GSI1PK: 'BUILDING#b#ACTOR#ana',
        GSI1SK: expect.stringMatching(/^AUDIT#01/),
        GSI2PK: 'BUILDING#b#RESOURCE#ticket:t1',
        ttl: Date.parse('2033-11-20T12:00:00Z') / 1_000,
        data: expect.objectContaining({ outcome: 'done', values: { from: 'open', status: 'in_progress' } }),
      }),
    ]);
  });

  test('takes one unit of writing', async () => {
    const { record, items } = auditScene();
    const id = '01M8127JV37MF3JBZ9FFEBR6XF';
    await record({
      buildingId: id,
      actor: { kind: 'user', id },
      resource: { type: 'ticket', id },
      missionId: id,
      requestId: '5f1c1a52-7e5f-4c7d-a6f6-2f0f3f1f7a11',
      changed: ['status', 'assignedTo'],
      values: { from: 'in_progress', status: 'resolved' },
    });
    expect(JSON.stringify(items()[0]).length).toBeLessThan(1_024);
  });

  test('written twice is one, and two that differ are two', async () => {
    const { record, items } = auditScene();
    await record();
    await record();
    await record({ values: { status: 'closed' } });
    expect(items()).toHaveLength(2);
  });

  test.each([
    ['what somebody wrote', { status: 'Maria is not at home' }],
    ['a telephone', { status: '+5511900000301' }],
    ['a telephone as a number', { status: 5_511_900_000_301 }],
  ])('does not take %s for a value', async (_title, values) => {
    const { record } = auditScene();
    await expect(record({ values })).rejects.toThrow();
  });

  test('takes only the values that its action lists, and only ids', async () => {
    expect(() => auditRecord(fact({ values: { comment: 'x' } }))).toThrow(TypeError);
    const { record } = auditScene();
    await expect(record({ resource: { type: 'ticket', id: 'a#b' } })).rejects.toThrow();
    await expect(record({ actor: { kind: 'user', id: 'Maria Silva' } })).rejects.toThrow();
    await expect(record({ changed: ['Maria Silva'] })).rejects.toThrow();
  });

  test('is found by month, actor and resource, newest first, and never beside a seal', async () => {
    const scene = auditScene();
    await scene.sealedHours(2, 2);
    await scene.record({ actor: { kind: 'system', id: 'ticket-clock' }, resource: { type: 'device', id: 'gate' } });
    const store = createAuditStore(scene.table);
    const resources = ({ items }: { items: readonly { resource: { id: string } }[] }) =>
      items.map(({ resource }) => resource.id);
    const first = await store.listOfMonth('b', '2026-11', { limit: 3 });
    expect(resources(first)).toEqual(['gate', 't1-1', 't1-0']);
    expect(resources(await store.listOfMonth('b', '2026-11', { cursor: first.next ?? '' }))).toEqual(['t0-1', 't0-0']);
    expect(resources(await store.listOfActor('b', 'ticket-clock'))).toEqual(['gate']);
    expect(resources(await store.listOfResource('b', 'ticket:t0-1'))).toEqual(['t0-1']);
    expect(resources(await store.listOfResource('other', 'ticket:t0-1'))).toEqual([]);
  });
});

describe('what comes again and again', () => {
  const refusal = () =>
    fact({ action: 'access.refused', resource: { type: 'route', id: 'getUnit' }, outcome: 'refused' });

  test('is recorded once a period, whatever process meets it, and asks the table once', async () => {
    const { table, items, clock } = auditScene();
    let writes = 0;
    const counting: Pick<typeof table, 'write'> = {
      write: (operations) => {
        writes += 1;
        return table.write(operations);
      },
    };
    const processes = [createOnceRecorder(counting), createOnceRecorder(counting)];
    for (let n = 0; n < 10; n++) {
      for (const once of processes) await once({ ...refusal(), at: clock.now(), requestId: `r${n}` }, 10 * MINUTE);
      await clock.advance(1_000);
    }
    expect(items()).toHaveLength(1);
    expect(writes).toBe(2);
    await clock.advance(10 * MINUTE);
    await processes[0]?.({ ...refusal(), at: clock.now() }, 10 * MINUTE);
    expect(items()).toHaveLength(2);
  });

  test('is thrown when it cannot be recorded', async () => {
    const away = { write: () => Promise.reject(new Error('away')) };
    await expect(createOnceRecorder(away)(refusal(), MINUTE)).rejects.toThrow('away');
  });
});

test('every action is named as its resource and what was done, and described', () => {
  for (const [name, { description }] of Object.entries(AUDIT_ACTIONS)) {
    expect(name).toMatch(/^[a-z]+\.[a-z_]+$/);
    expect(description).toMatch(/\.$/);
  }
});
