import { createNotificationStore } from '@bos/conversations/notifications/notification-store';
import { testContext } from '@bos/missions/tools/testing/test-context';
import { membershipEntity } from '@bos/people/memberships/membership';
import { aReservation } from '@bos/stays/reservations/testing/house';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { expect, test } from 'vitest';
import { stayDesk } from './stay-desk.ts';

const wish = { kind: 'extension', reservation: aReservation(), asked: '2026-12-06' } as const;

test('a wish reaches the desk once, in its language, and is not said to have reached anybody when nobody is there', async () => {
  const { table } = createMemoryTable({ clock: virtualClock() });
  const hand = stayDesk(table);
  expect(await hand(wish, testContext())).toBe(false);
  const rafael = { buildingId: 'b1', userId: 'rafael', status: 'active', roles: ['front_desk'], unitIds: [] } as const;
  await table.write([create(membershipEntity, { ...rafael, roles: [...rafael.roles], unitIds: [] })]);
  expect(await hand(wish, testContext())).toBe(true);
  expect(await hand(wish, testContext())).toBe(true);
  const { items } = await createNotificationStore(table).list('b1', 'rafael');
  expect(items).toMatchObject([
    { title: 'Estender estadia · 0704', body: expect.stringContaining('até 2026-12-06 em vez de 2026-12-04') },
  ]);
});
