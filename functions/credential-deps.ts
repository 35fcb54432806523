import { tellOfAccessTrouble } from '@bos/agents/notices/access-trouble';
import { createCodeSource } from '@bos/buildings/access/credentials/code-source';
import type { CredentialDependencies } from '@bos/buildings/access/credentials/credential-steps';
import { auditRecord } from '@bos/governance/audit/audit-record';
import type { Ports } from './ports/ports.ts';
import { QUEUES } from './queue-definitions.ts';

/** What codes and tags need of the world. */
export type CredentialPorts = Pick<Ports, 'table' | 'locks' | 'schedules' | 'log'>;

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
