import type { AccessRequester } from '@bos/buildings/access/access-rights';
import { announceVisitor } from '@bos/buildings/access/visitors/announce-visitor';
import { featureIsOn } from '@bos/buildings/buildings/features';
import { isSameUnit } from '@bos/buildings/devices/spoken-place';
import { decide } from '@bos/governance/policy';
import { isDomainError } from '@bos/kernel/errors';
import { fold } from '@bos/kernel/fold';
import { deterministicId } from '@bos/kernel/ids';
import { localTime } from '@bos/kernel/time-zone';
import { failed, type ToolOutcome } from '@bos/missions/tools/tool';
import { inForceAt, type ToolContext } from '@bos/missions/tools/tool-context';
import type { Table } from '@bos/table/table';
import { readVisitWindow, type VisitWindow } from './visit-window.ts';
import type { AnnouncedVisitor, VisitorInput } from './visitor-shapes.ts';

const LONGEST_NAME = 120;
/** What a tagger takes along in front of a name. */
const BEFORE_NAME = /^(?:(?:a )?visita d[aoe]s? |(?:me )?visitar(?:me|nos)? (?:a )?|visit from )/i;
/** A number is that of a unit when a word says so: "2030" may be an hour. */
const UNIT_NUMBER =
  /\b(?:apto|ap|apt|apartamento|apartment|flat|unit|unidade|unidad|depto|dpto|departamento)\.? ?(\d{3,4})\b/g;
/** The unit that is visited: the one that is named, else the only one of the host. Undefined when there are several. */
function unitOf(said: string, unitIds: readonly string[]): string | undefined {
  const named = Array.from(fold(said).matchAll(UNIT_NUMBER), ([, number = '']) => number)[0];
  if (named !== undefined) return unitIds.find((own) => isSameUnit(own, named)) ?? named;
  return unitIds.length === 1 ? unitIds[0] : undefined;
}

function accessRequester({ requester, now }: ToolContext): AccessRequester {
  const { userId, unitIds, roles } = requester;
  const may = (permission: string) => decide(roles, permission).allowed;
  const permissions = { announceForOwnUnit: may('visitors:announce'), workAtDesk: may('visitors:update') };
  return { userId, unitIds, inForce: inForceAt(requester, now), permissions };
}

function onceIn({ expectedAt, until }: VisitWindow) {
  return { kind: 'once', expectedAt: expectedAt.toISOString(), until: until.toISOString() } as const;
}

/** Puts somebody on the list for the requester's own unit, or says why not. */
export async function announce(
  table: Table,
  { visitor, when = '', said }: VisitorInput,
  context: ToolContext,
): Promise<ToolOutcome<AnnouncedVisitor>> {
  const { buildingId, missionId, stepId, requestedAt, timeZone, language, requester, now } = context;
  const unitId = unitOf(said, requester.unitIds);
  if (unitId === undefined && requester.unitIds.length === 0) return failed('VISIT_UNIT_MISSING');
  if (unitId === undefined) return failed('VISIT_UNIT_UNCLEAR', { candidates: requester.unitIds });
  const window = readVisitWindow({ words: when, message: said, language, timeZone, at: requestedAt });
  if (window === 'unsaid') return failed('VISIT_TIME_MISSING');
  if (window === 'past' || window.until <= now) return failed('VISIT_TIME_PAST');
  const visitorName = visitor.trim().replace(BEFORE_NAME, '').slice(0, LONGEST_NAME);
  try {
    await featureIsOn(table, buildingId, 'visitors');
    const announced = await announceVisitor(
      { table },
      {
        buildingId,
        visitorId: deterministicId(requestedAt, 'visitor', missionId, stepId),
        requester: accessRequester(context),
        details: { unitId, visitorName, purpose: 'visit', times: onceIn(window) },
        timeZone,
        at: now,
      },
    );
    const shown = (at: Date) => {
      const { date, time } = localTime(at, timeZone);
      return { date, time };
    };
    const { visitorId } = announced;
    const times = { from: shown(window.expectedAt), until: shown(window.until) };
    return { kind: 'completed', output: { visitorId, visitorName, unitId, ...times } };
  } catch (error) {
    // What the house refuses is told; everything else is tried again.
    if (!isDomainError(error) || (error.kind !== 'forbidden' && error.kind !== 'invalid')) throw error;
    return failed(error.code === 'NOT_YOUR_UNIT' ? 'VISIT_NOT_YOUR_UNIT' : error.code, { unitId });
  }
}
