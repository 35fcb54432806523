import { createTools, DIRECTOR_TOOLS } from '@bos/agents/director/director-tools';
import type { FaqRanking } from '@bos/agents/director/faq-answer';
import { createSurroundings } from '@bos/agents/director/surroundings';
import { auditRecord } from '@bos/governance/audit/audit-record';
import type { CoordinatorDependencies } from '@bos/missions/coordinator/coordinator';
import type { Ports } from '../ports/ports.ts';

/** What the steps of the state machine need of the world. */
export type MissionPorts = Pick<Ports, 'table' | 'clock' | 'timers' | 'devices' | 'log'> & {
  readonly language: { textSimilarity(): Promise<FaqRanking> };
};

export function coordinatorDeps({ table, clock, timers, devices, language }: MissionPorts): CoordinatorDependencies {
  return {
    table,
    clock,
    timers,
    registry: createTools({ table, devices, textSimilarity: language.textSimilarity }),
    surroundings: createSurroundings(table),
    agentTools: DIRECTOR_TOOLS,
    audit: auditRecord,
  };
}
