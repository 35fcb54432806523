import { credentialTimerBody } from '@bos/buildings/access/credentials/credential-timer';
import type { ScheduledMessage } from '@bos/kernel/one-time-schedules';
import * as z from 'zod';
import { QUEUES } from '../queue-definitions.ts';
import type { WorkOrder } from '../work-orders.ts';

const ticketIds = z.object({ buildingId: z.string(), ticketId: z.string() });
const missionIds = z.object({ buildingId: z.string(), missionId: z.string() });

/** What is to be looked at: ids, never content. `armedAt` tells two firings for one ticket apart. */
export const timerBody = z.discriminatedUnion('kind', [
  ticketIds.extend({ kind: z.literal('ticket'), armedAt: z.string().optional() }),
  missionIds.extend({ kind: z.literal('mission') }),
  credentialTimerBody,
]);
export type TimerBody = z.infer<typeof timerBody>;
export type TicketIds = z.infer<typeof ticketIds>;
export type CredentialIds = Pick<z.infer<typeof credentialTimerBody>, 'buildingId' | 'credentialId'>;

function order(group: string, drive: string, body: TimerBody): WorkOrder {
  return {
    queue: QUEUES.timers.name,
    message: { group, deduplicationId: `${group}/${drive}`, body: JSON.stringify(body) },
  };
}

/** Looks whether a ticket is overdue, and sets its timer if it is not yet. */
export function ticketTimerOrder({ buildingId, ticketId }: TicketIds, drive: string): WorkOrder {
  return order(ticketId, drive, { kind: 'ticket', buildingId, ticketId });
}

/** The same as a message that comes when its time has come. */
export function ticketTimerMessage({ buildingId, ticketId }: TicketIds, armedAt: Date): ScheduledMessage {
  const body: TimerBody = { kind: 'ticket', buildingId, ticketId, armedAt: armedAt.toISOString() };
  return { group: ticketId, body: JSON.stringify(body) };
}

/** Looks whether the state machine of a mission will end it, and ends it where it will not. */
export function missionCheckOrder({ buildingId, missionId }: z.infer<typeof missionIds>, drive: string): WorkOrder {
  return order(missionId, drive, { kind: 'mission', buildingId, missionId });
}
