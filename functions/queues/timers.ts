import { noticeTicketOverdue } from '@bos/agents/director/notices/ticket-overdue';
import { settleCredential } from '@bos/buildings/access/credentials/settle-credential';
import { scheduleName } from '@bos/kernel/one-time-schedules';
import { parseInput } from '@bos/kernel/parse';
import { recoverMission } from '@bos/missions/coordinator/recover-mission';
import { escalateTicket } from '@bos/operations/tickets/escalate-ticket';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { credentialDeps, withinLockTime } from '../credential-deps.ts';
import { coordinatorDeps, type MissionPorts } from '../missions/coordinator-deps.ts';
import { measuredEnd } from '../missions/measured-end.ts';
import { tellStaffOfBreakOff } from '../missions/tell-staff.ts';
import type { Ports } from '../ports/ports.ts';
import { QUEUES } from '../queue-definitions.ts';
import { processFifoBatch } from './fifo-batch.ts';
import { type CredentialIds, type TicketIds, ticketTimerMessage, timerBody } from './timer-orders.ts';

type TimerPorts = MissionPorts & Pick<Ports, 'schedules' | 'locks' | 'missions' | 'metrics'>;

/** What a mission has done is tried to be taken back so often; then it ends without. Short of the dead letters. */
const MOST_UNDOING_ATTEMPTS = 5;

/**
 * Looks at what a time has come for. The table decides what is right now, not the message: too early, too late, twice or
 * not at all (then the sweep sends it) come to the same.
 */
export function build(ports: TimerPorts) {
  const { table, clock, log, schedules } = ports;
  const deps = coordinatorDeps(ports);
  const tellStaff = tellStaffOfBreakOff(ports);
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
        await noticeTicketOverdue(table, outcome.ticket, at);
        log.info('ticket.escalated', { buildingId, ticketId });
    }
  }

  async function lookAtMission(buildingId: string, missionId: string, attempt: number): Promise<void> {
    const input = { buildingId, missionId, lastAttempt: attempt >= MOST_UNDOING_ATTEMPTS };
    const recovery = await measuredEnd(ports, async (reply) => {
      const found = await recoverMission({ ...deps, runner: ports.missions, reply, tellStaff }, input);
      return found.kind === 'ended' ? found : { ...found, status: found.kind };
    });
    log.info('mission.looked_at', { buildingId, missionId, status: recovery.status });
  }

  async function lookAtCredential({ buildingId, credentialId }: CredentialIds): Promise<void> {
    const outcome = await withinLockTime(ports.timers, (signal) =>
      settleCredential(accessDeps, { buildingId, credentialId, at: clock.now(), signal }),
    );
    log.info('credential.looked_at', { buildingId, item: credentialId, status: outcome.kind });
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
            return lookAtMission(body.buildingId, body.missionId, Number(attributes.ApproximateReceiveCount));
          case 'credential':
            return lookAtCredential(body);
        }
      },
      log,
    );
}
