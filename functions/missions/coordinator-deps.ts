import { createTools, DIRECTOR_TOOLS } from '@bos/agents/director/director-tools';
import type { FaqRanking } from '@bos/agents/director/faq-answer';
import { createSurroundings } from '@bos/agents/director/surroundings';
import { auditRecord } from '@bos/governance/audit/audit-record';
import type { CoordinatorDependencies } from '@bos/missions/coordinator/coordinator';
import type { Ports } from '../ports/ports.ts';

/** What the steps of the state machine need of the world. */
export type MissionPorts = Pick<Ports, 'table' | 'clock' | 'timers' | 'devices' | 'locks' | 'queues' | 'log'> & {
  readonly language: { textSimilarity(): Promise<FaqRanking> };
};

export function coordinatorDeps(ports: MissionPorts): CoordinatorDependencies {
  const { table, clock, timers, devices, language } = ports;
  return {
    table,
    clock,
    timers,
    registry: createTools({ table, devices, access: () => accessDeps(ports), textSimilarity: language.textSimilarity }),
    surroundings: createSurroundings(table),
    agentTools: DIRECTOR_TOOLS,
    audit: auditRecord,
  };
}

/** The function of timers is told of each code at once, and sets its timer. */
async function accessDeps(ports: MissionPorts) {
  const [{ credentialDeps }, { lookSchedules }] = await Promise.all([
    import('../credential-deps.ts'),
    import('../look-schedules.ts'),
  ]);
  return credentialDeps({ ...ports, schedules: lookSchedules(ports.queues) });
}
