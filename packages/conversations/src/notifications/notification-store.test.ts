import { create, replace } from '@bos/table/write';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type Notification, notificationEntity } from './notification.ts';
import { createNotificationStore } from './notification-store.ts';

let buildings = 0;
/** In a building of its own, so that one table serves the whole suite. */
const notificationOf = (over: Partial<Notification> = {}): Notification => ({
  buildingId: `building-${buildings++}`,
  userId: 'ana',
  notificationId: 'n1',
  kind: 'system',
  urgency: 'normal',
  title: 'A leak',
  body: 'in 1203',
  aboutUserId: 'maria',
  ...over,
});

describeOnEachTable('the store of notifications', (open) => {
  test('gives back what was created, creates it once, and knows no other', async () => {
    const { table, clock } = open();
    const store = createNotificationStore(table);
    const one = notificationOf();
    const { buildingId } = one;
    await table.write([create(notificationEntity, one)]);
    const at = clock.now().toISOString();
    expect(await store.get(buildingId, 'ana', 'n1')).toEqual({ ...one, version: 1, createdAt: at, updatedAt: at });
    expect(await store.get(buildingId, 'ana', 'n')).toBeUndefined();
    expect(await store.get(buildingId, 'bia', 'n1')).toBeUndefined();
    expect(await store.get(`${buildingId}1`, 'ana', 'n1')).toBeUndefined();
    await expect(table.write([create(notificationEntity, one)])).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('lists the inbox of a person, newest first, page by page, and nobody else’s', async () => {
    const { table } = open();
    const store = createNotificationStore(table);
    const first = notificationOf();
    const { buildingId } = first;
    const others = [
      notificationOf({ buildingId, notificationId: 'n2' }),
      notificationOf({ buildingId, notificationId: 'n3' }),
      notificationOf({ buildingId, notificationId: 'n4', userId: 'maria', aboutUserId: 'ana' }),
      notificationOf({ buildingId: `${buildingId}1`, notificationId: 'n5' }),
    ];
    await table.write([first, ...others].map((one) => create(notificationEntity, one)));
    const page = await store.list(buildingId, 'ana', { limit: 2 });
    expect(page.items.map(({ notificationId }) => notificationId)).toEqual(['n3', 'n2']);
    const rest = await store.list(buildingId, 'ana', { limit: 2, cursor: page.next ?? '' });
    expect(rest).toMatchObject({ items: [{ notificationId: 'n1' }], next: null });
    expect(await store.list(buildingId, 'an')).toEqual({ items: [], next: null });
  });

  test('keeps the change of whoever was faster', async () => {
    const { table, clock } = open();
    const store = createNotificationStore(table);
    const one = notificationOf();
    await table.write([create(notificationEntity, one)]);
    const before = await store.get(one.buildingId, 'ana', 'n1');
    if (before === undefined) throw new Error('it is not there');
    const read = { ...one, readAt: clock.now().toISOString() };
    await table.write([replace(notificationEntity, before, read)]);
    const late = table.write([replace(notificationEntity, before, read)]);
    await expect(late).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
    expect(await store.get(one.buildingId, 'ana', 'n1')).toMatchObject({ ...read, version: 2 });
  });

  test('shows what it says to nobody who only has the table', async () => {
    const { table, items } = open();
    await table.write([create(notificationEntity, notificationOf({ title: 'between us', body: 'between two' }))]);
    expect(JSON.stringify(await items())).not.toContain('between');
  });
});
