import type { ChangeRecord } from '@bos/table/change-record';
import type { StoredItem } from '@bos/table/stored-item';
import { expect, test } from 'vitest';
import { SUBSCRIPTIONS } from './subscriptions.ts';

function image(over: Record<string, unknown>, version = 1): StoredItem {
  const ticket = {
    buildingId: 'demo',
    ticketId: 't1',
    reference: 'QV9XYG',
    userId: 'maria',
    area: 'unit',
    category: 'plumbing',
    priority: 'normal',
    dueAt: '2026-11-23T00:00:00.000Z',
    status: 'open',
  };
  const at = '2026-11-22T00:00:00.000Z';
  return {
    PK: 'BUILDING#demo',
    SK: 'TICKET#t1',
    type: 'ticket',
    data: { ...ticket, ...over },
    version,
    created_at: at,
    updated_at: at,
  };
}

async function ordersFor(before: ChangeRecord['before'], after: ChangeRecord['after']) {
  const change: ChangeRecord = { sequenceNumber: '1', notedAt: undefined, before, after };
  const readings = { isEmergency: async () => expect.unreachable() };
  const orders = await Promise.all(SUBSCRIPTIONS.map(({ orderFor }) => orderFor(change, readings)));
  return orders.flatMap((order) => (order ? [`${order.queue} ${order.message.deduplicationId}`] : []));
}

const moved = '2026-11-24T00:00:00.000Z';

test.each([
  ['was opened', undefined, image({}), ['timers t1/version/1']],
  ['is due at another time', image({}), image({ dueAt: moved }, 2), ['timers t1/version/2']],
  ['was closed', image({}), image({ status: 'resolved' }, 2), ['timers t1/version/2']],
  ['was reopened', image({ status: 'resolved' }), image({ dueAt: moved }, 2), ['timers t1/version/2']],
])('a ticket that %s asks for its timer, once for each version', async (_title, before, after, orders) => {
  expect([...new Set(await ordersFor(before, after))]).toEqual(orders);
});

test.each([
  ['was taken up', image({}), image({ status: 'in_progress' }, 2)],
  ['was escalated', image({}), image({ escalatedAt: 'now' }, 2)],
  ['is gone', image({}), undefined],
])('a ticket that %s leaves its clock alone', async (_title, before, after) => {
  expect(await ordersFor(before, after)).toEqual([]);
});
