import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { expect, test } from 'vitest';
import { markRead } from './mark-read.ts';
import { notificationEntity } from './notification.ts';
import { createNotificationStore } from './notification-store.ts';

async function inbox() {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  for (const notificationId of ['n1', 'n2'])
    await table.write([
      create(notificationEntity, {
        buildingId: 'demo',
        userId: 'rafael',
        notificationId,
        kind: 'system',
        urgency: 'normal',
        title: 'New',
        body: 'A message',
        aboutUserId: 'maria',
      }),
    ]);
  return { clock, table };
}
const entry = { buildingId: 'demo', userId: 'rafael', notificationId: 'n1' };

test('the first reading counts', async () => {
  const deps = await inbox();
  const first = await markRead(deps, entry);
  await deps.clock.advance(60_000);
  expect(await markRead(deps, entry)).toEqual(first);
  expect(first.readAt).toBe('2026-11-22T12:00:00.000Z');
});

test('two readers at once both succeed', async () => {
  const deps = await inbox();
  const [a, b] = await Promise.all([markRead(deps, entry), markRead(deps, entry)]);
  expect(a.readAt).toBe(b.readAt);
});

test('an inbox is listed newest first, and another person’s entry is not found', async () => {
  const deps = await inbox();
  const { items } = await createNotificationStore(deps.table).list('demo', 'rafael');
  expect(items.map(({ notificationId }) => notificationId)).toEqual(['n2', 'n1']);
  await expect(markRead(deps, { ...entry, userId: 'ana' })).rejects.toMatchObject({ code: 'NOTIFICATION_NOT_FOUND' });
});
