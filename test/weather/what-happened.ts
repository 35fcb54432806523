import { expect } from 'vitest';
import { rawItems } from './raw-items.ts';
import type { WeatherWorld } from './weather-world.ts';

const ENDED = new Set(['completed', 'partially_completed', 'failed', 'cancelled', 'expired']);

/** What lies in the table of all that was promised. */
export async function whatHappened({ table }: WeatherWorld) {
  const items = await rawItems(table.endpoint, table.name);
  const messages = items('message');
  return {
    missions: items('mission'),
    tickets: items('ticket'),
    opened: items('step').filter(({ tool, status }) => tool === 'tickets.open' && status === 'completed'),
    received: messages.filter(({ direction }) => direction === 'inbound'),
    replies: messages.filter(({ direction }) => direction === 'outbound'),
    unprocessed: items('receipt').filter(({ state }) => state !== 'processed'),
  };
}

type WhatHappened = Awaited<ReturnType<typeof whatHappened>>;

/** Nothing is left to do for as many messages. */
export const isSettled =
  (messages: number) =>
  ({ missions, received, replies, unprocessed }: WhatHappened): boolean =>
    unprocessed.length === 0 &&
    received.length === messages &&
    missions.every(({ status }) => ENDED.has(String(status))) &&
    replies.every(({ status }) => status === 'delivered');

const idsOf = (items: readonly Record<string, unknown>[]): string[] =>
  items.flatMap(({ missionId }) => (typeof missionId === 'string' ? [missionId] : [])).toSorted();

const moreThanOnce = (values: readonly unknown[]): unknown[] =>
  [...Map.groupBy(values, (value) => value)].filter(([, same]) => same.length > 1).map(([value]) => value);

/** What is promised: every message is worked on, every effect is there once, every mission ends, each has one reply. */
export async function expectPromisesKept(world: WeatherWorld, seen: WhatHappened, messages: number): Promise<void> {
  const { missions, tickets, opened, received, replies, unprocessed } = seen;
  expect(unprocessed, 'acknowledged and not worked on').toEqual([]);
  expect(received, 'each message is stored once').toHaveLength(messages);
  expect(missions.length, 'missions').toBeGreaterThan(0);
  expect(
    missions.map(({ status }) => status).filter((status) => !ENDED.has(String(status))),
    'missions that never end',
  ).toEqual([]);
  expect(
    replies.map(({ status }) => status).filter((status) => status !== 'delivered'),
    'replies that did not go out',
  ).toEqual([]);
  expect(idsOf(replies), 'each mission has one reply').toEqual(idsOf(missions));
  expect(idsOf(tickets), 'each opened ticket is there, once').toEqual(idsOf(opened));
  expect(moreThanOnce(world.graph.sent.map(({ callbackData }) => callbackData)), 'sent twice').toEqual([]);
  expect(
    (await world.system.queues()).filter(({ dead }) => dead > 0),
    'dead letters',
  ).toEqual([]);
}

/** One line about it, for whoever watches. */
export function summary({ graph, proxy }: WeatherWorld, { missions, received, replies }: WhatHappened): string {
  const befallen = [...proxy.befallen].map(([what, times]) => `${what} ${times}`).join(', ');
  const counts = [...Map.groupBy(missions, ({ status }) => status)].map(([status, same]) => `${same.length} ${status}`);
  const sent = `${replies.length} replies, ${graph.sent.length} sends`;
  return `${received.length} messages, missions: ${counts.join(', ')}; ${sent}; befallen: ${befallen}`;
}
