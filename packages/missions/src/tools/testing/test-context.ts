import type { ToolContext } from '../tool-context.ts';

/** A context of a resident in force, for tests of tools. */
export function testContext(changes: Partial<ToolContext> = {}): ToolContext {
  return {
    buildingId: 'b1',
    missionId: 'm1',
    stepId: 's1',
    requester: { userId: 'maria', roles: ['resident'], unitIds: ['1203'], inForce: true },
    conversationId: 'c1',
    language: 'en',
    staffLanguage: 'pt',
    timeZone: 'America/Sao_Paulo',
    now: new Date('2026-11-22T12:00:00.000Z'),
    requestedAt: new Date('2026-11-22T11:59:00.000Z'),
    idempotencyKey: 'm1/s1',
    signal: new AbortController().signal,
    ...changes,
  };
}
