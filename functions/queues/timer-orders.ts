import { credentialTimerBody } from '@bos/buildings/access/credentials/credential-timer';
import { MINUTE } from '@bos/kernel/clock';
import type { ScheduledMessage } from '@bos/kernel/one-time-schedules';
import * as z from 'zod';
import { QUEUES } from '../queue-definitions.ts';
import type { WorkOrder } from './work-orders.ts';

const ticketIds = z.object({ buildingId: z.string(), ticketId: z.string() });
const missionIds = z.object({ buildingId: z.string(), missionId: z.string() });
const taskIds = z.object({ buildingId: z.string(), taskId: z.string() });
const stayIds = z.object({ buildingId: z.string(), reservationId: z.string() });
const orderIds = z.object({ buildingId: z.string(), orderId: z.string() });
const parcelIds = z.object({ buildingId: z.string(), parcelId: z.string() });
const credentialNews = z.object({
  kind: z.literal('credential-news'),
  buildingId: z.string(),
  credentialId: z.string(),
  atOnce: z.boolean(),
});

/** What is to be looked at: ids, never content. `armedAt` tells two firings for one ticket apart. */
export const timerBody = z.discriminatedUnion('kind', [
  ticketIds.extend({ kind: z.literal('ticket'), armedAt: z.string().optional() }),
  missionIds.extend({ kind: z.literal('mission') }),
  z.object({ kind: z.literal('numbers'), buildingId: z.string() }),
  credentialTimerBody,
  credentialNews,
  parcelIds.extend({ kind: z.literal('parcel') }),
  stayIds.extend({ kind: z.literal('stay') }),
  taskIds.extend({ kind: z.literal('task'), armedAt: z.string().optional() }),
  orderIds.extend({ kind: z.literal('command'), armedAt: z.string() }),
]);
export type TimerBody = z.infer<typeof timerBody>;
export type TicketIds = z.infer<typeof ticketIds>;
export type TaskIds = z.infer<typeof taskIds>;
export type OrderIds = z.infer<typeof orderIds>;
export type ParcelIds = z.infer<typeof parcelIds>;
export type CredentialNewsBody = z.infer<typeof credentialNews>;
export type CredentialIds = Pick<z.infer<typeof credentialTimerBody>, 'buildingId' | 'credentialId'>;

function order(group: string, drive: string, body: TimerBody): WorkOrder {
  return {
    queue: QUEUES.timers.name,
    message: { group, deduplicationId: `${group}/${drive}`, body: JSON.stringify(body) },
  };
}

function later(group: string, body: TimerBody): ScheduledMessage {
  return { group, body: JSON.stringify(body) };
}

/** Looks whether a ticket is overdue, and sets its timer if it is not yet. */
export function ticketTimerOrder({ buildingId, ticketId }: TicketIds, drive: string): WorkOrder {
  return order(ticketId, drive, { kind: 'ticket', buildingId, ticketId });
}

/** The same as a message that comes when its time has come. */
export function ticketTimerMessage({ buildingId, ticketId }: TicketIds, armedAt: Date): ScheduledMessage {
  return later(ticketId, { kind: 'ticket', buildingId, ticketId, armedAt: armedAt.toISOString() });
}

/** Looks whether the state machine of a mission will end it, and ends it where it will not. */
export function missionCheckOrder({ buildingId, missionId }: z.infer<typeof missionIds>, drive: string): WorkOrder {
  return order(missionId, drive, { kind: 'mission', buildingId, missionId });
}

/** Lets the numbers that a building was given serve it: the API may not touch what belongs to no building. */
export function connectNumbersOrder(buildingId: string, drive: string): WorkOrder {
  return order(`numbers/${buildingId}`, drive, { kind: 'numbers', buildingId });
}

/** Brings doors and cleaning to what a reservation is now. */
export function stayOrder({ buildingId, reservationId }: z.infer<typeof stayIds>, drive: string): WorkOrder {
  return order(reservationId, drive, { kind: 'stay', buildingId, reservationId });
}

/** Tells the recipient of a parcel that it came. */
export function parcelOrder({ buildingId, parcelId }: ParcelIds, drive: string): WorkOrder {
  return order(parcelId, drive, { kind: 'parcel', buildingId, parcelId });
}

/** Locks that answer within this time have answered whoever asked. */
export const AT_ONCE = MINUTE;

/** Tells somebody how their code or tag stands. `atOnce`: the locks answered while it was being asked for. */
export function credentialNewsOrder(news: Omit<CredentialNewsBody, 'kind'>, drive: string): WorkOrder {
  const { buildingId, credentialId, atOnce } = news;
  return order(credentialId, `news/${drive}`, { kind: 'credential-news', buildingId, credentialId, atOnce });
}

/** Tries again what waits for a device that was offline. */
export function commandOrder({ buildingId, orderId }: OrderIds, at: Date): WorkOrder {
  const armedAt = at.toISOString();
  return order(orderId, armedAt, { kind: 'command', buildingId, orderId, armedAt });
}

/** The same as a message that comes when its time has come. */
export function commandMessage({ buildingId, orderId }: OrderIds, armedAt: Date): ScheduledMessage {
  return later(orderId, { kind: 'command', buildingId, orderId, armedAt: armedAt.toISOString() });
}

/** Looks whether a task is overdue, and sets its timer if it is not yet. */
export function taskTimerOrder({ buildingId, taskId }: TaskIds, drive: string): WorkOrder {
  return order(taskId, drive, { kind: 'task', buildingId, taskId });
}

/** The same as a message that comes when its time has come. */
export function taskTimerMessage({ buildingId, taskId }: TaskIds, armedAt: Date): ScheduledMessage {
  return later(taskId, { kind: 'task', buildingId, taskId, armedAt: armedAt.toISOString() });
}
