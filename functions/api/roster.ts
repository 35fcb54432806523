import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { implement } from '@bos/http/bind';
import type { Principal } from '@bos/http/principal';
import { notFound } from '@bos/kernel/errors';
import { decodeFile } from '@bos/people/roster/decode-file';
import { countryOf } from '@bos/people/roster/read-phone';
import {
  getRosterImportRoute,
  importRosterRoute,
  previewRosterRoute,
  rosterRoutes,
  undoRosterRoute,
  viewImport,
  viewPlan,
} from '@bos/people/roster/roster-routes';
import { createRosterStore } from '@bos/people/roster/roster-store';
import { rosterUnits } from '../roster-units.ts';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';

export const routes = rosterRoutes;

/** Milliseconds, less than the function's own time-out: an import stops in time to answer, and goes on when it is sent again. */
const TIME = 9_000;

interface File {
  readonly csv?: string | undefined;
  readonly base64?: string | undefined;
}

const textOf = ({ csv, base64 = '' }: File): string => csv ?? decodeFile(Buffer.from(base64, 'base64'));

/** What reads and applies files is loaded by the first file: most starts are without one. */
export function build(ports: ApiPorts, options?: ApiOptions) {
  const { table, blindIndex, clock } = ports;
  const buildings = createBuildingStore(table);
  const imports = createRosterStore(table);
  const deps = { table, blindIndex, units: rosterUnits(table) };

  async function homeOf(buildingId: string): Promise<string> {
    const building = await buildings.get(buildingId);
    if (building === undefined) throw notFound('building', buildingId);
    return countryOf(building);
  }

  function by({ principal, requestId }: { readonly principal: Principal; readonly requestId: string }) {
    const { userId, roles } = principal;
    const at = clock.now();
    const until = at.getTime() + TIME;
    return {
      granter: { userId, roles },
      changedBy: { audit: auditRecord, actor: { kind: 'user', id: userId } as const, requestId, at },
      now: clock.now,
      mayGoOn: () => clock.now().getTime() < until,
    };
  }

  const preview = implement(previewRosterRoute, async ({ params: { buildingId }, body, ...request }) => {
    const [{ readRoster }, { planRoster }] = await Promise.all([
      import('@bos/people/roster/read-roster'),
      import('@bos/people/roster/plan-roster'),
    ]);
    const roster = readRoster(textOf(body), await homeOf(buildingId));
    const { granter, changedBy } = by(request);
    return { body: viewPlan(await planRoster(deps, { buildingId, roster, granter, at: changedBy.at })) };
  });

  const apply = implement(importRosterRoute, async ({ params: { buildingId }, body, ...request }) => {
    const { importRoster } = await import('@bos/people/roster/import-roster');
    const country = await homeOf(buildingId);
    const imported = await importRoster(deps, { buildingId, text: textOf(body), country, ...by(request) });
    const location = `/v1/buildings/${buildingId}/roster/imports/${imported.importId}`;
    return { body: viewImport(imported), etag: imported.version, location };
  });

  const get = implement(getRosterImportRoute, async ({ params: { buildingId, importId } }) => {
    const found = await imports.get(buildingId, importId);
    if (found === undefined) throw notFound('roster import', importId);
    const steps = found.status === 'undone' ? await imports.steps(buildingId, importId) : [];
    return { body: viewImport(found, steps), etag: found.version };
  });

  const undo = implement(undoRosterRoute, async ({ params, ...request }) => {
    const { undoRoster } = await import('@bos/people/roster/undo-roster');
    const undone = await undoRoster(deps, { ...params, ...by(request) });
    const steps = undone.status === 'undone' ? await imports.steps(params.buildingId, params.importId) : [];
    return { body: viewImport(undone, steps), etag: undone.version };
  });

  return apiHandler(ports, [preview, apply, get, undo], options);
}
