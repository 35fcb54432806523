import { tellOfOverdueTicket } from '@bos/agents/notices/ticket-overdue';
import { settleCredential } from '@bos/buildings/access/credentials/settle-credential';
import { scheduleName } from '@bos/kernel/one-time-schedules';
import { parseInput } from '@bos/kernel/parse';
import { escalateTicket } from '@bos/operations/tickets/escalate-ticket';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { credentialDeps } from '../credential-deps.ts';
import type { MissionPorts } from '../missions/coordinator-deps.ts';
import type { Ports } from '../ports/ports.ts';
import { QUEUES } from '../queue-definitions.ts';
import { withinLockTime } from '../within-lock-time.ts';
import { processFifoBatch } from './fifo-batch.ts';
import {
  type CredentialIds,
  type CredentialNewsBody,
  type ParcelIds,
  type TicketIds,
  ticketTimerMessage,
  timerBody,
} from './timer-orders.ts';

type TimerPorts = MissionPorts & Pick<Ports, 'schedules' | 'locks' | 'devices' | 'missions' | 'metrics'>;

/**
 * Looks at what a time has come for. The table decides what is right now, not the message: too early, too late, twice or
 * not at all (then the sweep sends it) come to the same.
 */
export function build(ports: TimerPorts) {
  const { table, clock, log, schedules } = ports;
  const accessDeps = credentialDeps(ports);

  async function lookAtTicket({ buildingId, ticketId }: TicketIds): Promise<void> {
    const name = scheduleName('ticket-due', buildingId, ticketId);
    const at = clock.now();
    const outcome = await escalateTicket({ table }, { buildingId, ticketId, at });
    switch (outcome.kind) {
      case 'settled':
        return schedules.cancel(name);
      case 'early': {
        const message = ticketTimerMessage({ buildingId, ticketId }, at);
        return schedules.schedule({ name, at: new Date(outcome.ticket.dueAt), queue: QUEUES.timers.name, message });
      }
      case 'escalated':
        // After a kill between the two this comes again: whoever has been told is not told twice.
        await tellOfOverdueTicket(table, outcome.ticket, at);
        log.info('ticket.escalated', { buildingId, ticketId });
    }
  }

  async function lookAtCredential({ buildingId, credentialId }: CredentialIds): Promise<void> {
    const outcome = await withinLockTime(ports.timers, (signal) =>
      settleCredential(accessDeps, { buildingId, credentialId, at: clock.now(), signal }),
    );
    log.info('credential.looked_at', { buildingId, item: credentialId, status: outcome.kind });
  }

  async function tellOfParcel(parcel: ParcelIds): Promise<void> {
    const notices = await import('@bos/agents/notices/parcel-arrived');
    const status = await notices.tellOfParcel(table, { ...parcel, at: clock.now() });
    log.info('parcel.told', { buildingId: parcel.buildingId, item: parcel.parcelId, status });
  }

  async function tellOfCredential(news: CredentialNewsBody): Promise<void> {
    const notices = await import('@bos/agents/notices/credential-settled');
    const status = await notices.tellOfCredential(table, { ...news, at: clock.now() });
    log.info('credential.told', { buildingId: news.buildingId, item: news.credentialId, status });
  }

  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    processFifoBatch(
      event,
      async (raw, { attributes }) => {
        const body = parseInput(timerBody, raw, 'timers queue message');
        switch (body.kind) {
          case 'ticket':
            return lookAtTicket(body);
          case 'mission':
            return (await import('./looks/look-at-mission.ts')).lookAtMission(
              ports,
              body,
              Number(attributes.ApproximateReceiveCount),
            );
          case 'credential':
            return lookAtCredential(body);
          case 'credential-news':
            return tellOfCredential(body);
          case 'parcel':
            return tellOfParcel(body);
          case 'stay':
            return (await import('./looks/look-at-stay.ts')).lookAtStay(ports, body);
          case 'task':
            return (await import('./looks/look-at-task.ts')).lookAtTask(ports, body);
          case 'command':
            return (await import('./looks/look-at-command.ts')).lookAtCommand(ports, body);
          case 'numbers': {
            // Once in the life of a building.
            const { connectNumbers } = await import('../connect-numbers.ts');
            const count = await connectNumbers(table, body.buildingId);
            return log.info('building.numbers_connected', { buildingId: body.buildingId, count });
          }
        }
      },
      log,
    );
}
