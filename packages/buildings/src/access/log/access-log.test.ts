import { DAY, MINUTE } from '@bos/kernel/clock';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { type AccessFact, logAccess } from './access-entry.ts';
import { createAccessLogStore } from './access-log-store.ts';

const buildingId = 'b1';

function house() {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  const note = (happening: string, changes: Partial<AccessFact> = {}) =>
    table.write([
      logAccess({
        buildingId,
        deviceId: 'gate',
        action: 'door_command',
        outcome: 'done',
        happening,
        at: clock.now(),
        ...changes,
      }),
    ]);
  return { clock, note, log: createAccessLogStore(table) };
}

describe('the access log', () => {
  test('is listed newest first, of the building and of one person', async () => {
    const { clock, note, log } = house();
    await note('k1', { userId: 'maria' });
    await clock.advance(MINUTE);
    await note('k2', { userId: 'carlos', outcome: 'refused', code: 'NOT_YOUR_UNIT' });
    await clock.advance(MINUTE);
    await note('k3', { action: 'credential_used', outcome: 'refused' });
    const { items } = await log.list(buildingId);
    expect(items.map(({ userId, outcome }) => [userId, outcome])).toEqual([
      [undefined, 'refused'],
      ['carlos', 'refused'],
      ['maria', 'done'],
    ]);
    expect((await log.listOfUser(buildingId, 'maria')).items).toHaveLength(1);
  });

  test('has what is told twice once, and what happens at one moment apart', async () => {
    const { note, log } = house();
    for (const happening of ['k1', 'k1', 'k2']) await note(happening, { userId: 'maria' });
    expect((await log.list(buildingId)).items).toHaveLength(2);
  });

  test('is kept for 90 days', async () => {
    const { note, log, clock } = house();
    await note('k1');
    await clock.advance(90 * DAY - MINUTE);
    expect((await log.list(buildingId)).items).toHaveLength(1);
    await clock.advance(2 * MINUTE);
    expect((await log.list(buildingId)).items).toEqual([]);
  });
});
