import { tellOfAccessTrouble } from '@bos/agents/notices/access-trouble';
import { createCodeSource } from '@bos/buildings/access/credentials/code-source';
import type { CredentialDependencies } from '@bos/buildings/access/credentials/credential-steps';
import { auditRecord } from '@bos/governance/audit/audit-record';
import type { Timers } from '@bos/kernel/timers';
import type { Ports } from './ports/ports.ts';
import { QUEUES } from './queue-definitions.ts';

/** What codes and tags need of the world. */
export type CredentialPorts = Pick<Ports, 'table' | 'locks' | 'schedules' | 'log'>;

/** How long the locks of one credential may take, in milliseconds: less than the function that waits for them. */
const LOCK_TIME = 10_000;

export function credentialDeps({ table, locks, schedules, log }: CredentialPorts): CredentialDependencies {
  return {
    table,
    locks,
    codes: createCodeSource(),
    audit: auditRecord,
    timers: { schedules, queue: QUEUES.timers.name },
    async tellStaff(trouble) {
      await tellOfAccessTrouble(table, trouble);
      const { buildingId, code, deviceIds } = trouble;
      log.warn('access.staff_told', { buildingId, code, count: deviceIds.length });
    },
  };
}

/** Lets the locks answer for so long; what they may have done after that is found out at the next look. */
export async function withinLockTime<T>(
  timers: Timers,
  work: (signal: AbortSignal) => Promise<T>,
  milliseconds = LOCK_TIME,
): Promise<T> {
  const controller = new AbortController();
  const cancel = timers.after(milliseconds, () => controller.abort());
  try {
    return await work(controller.signal);
  } finally {
    cancel();
  }
}
