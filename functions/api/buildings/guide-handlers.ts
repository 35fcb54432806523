import type { ArrivalGuide, ArrivalGuideContent } from '@bos/buildings/buildings/arrival-guide';
import {
  getArrivalGuideRoute,
  getUnitArrivalGuideRoute,
  viewArrivalGuide,
  writeArrivalGuideRoute,
  writeUnitArrivalGuideRoute,
} from '@bos/buildings/buildings/arrival-guide-routes';
import { createArrivalGuideStore } from '@bos/buildings/buildings/arrival-guide-store';
import { writeArrivalGuide } from '@bos/buildings/buildings/write-arrival-guide';
import { createUnitStore } from '@bos/buildings/units/unit-store';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { type BoundRoute, implement } from '@bos/http/bind';
import type { Principal } from '@bos/http/principal';
import { notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import type { ApiPorts } from '../api-handler.ts';

interface WriteRequest {
  readonly params: { readonly buildingId: string; readonly unitId?: string };
  readonly body: ArrivalGuideContent;
  readonly ifMatch?: number;
  readonly principal: Principal;
  readonly requestId: string;
}

const answer = (guide: Stored<ArrivalGuide> | undefined) => ({
  body: viewArrivalGuide(guide ?? {}),
  etag: guide?.version ?? 0,
});

/** What those who arrive are told, of the building and of each unit. */
export function guideHandlers({ table, clock }: ApiPorts): readonly BoundRoute[] {
  const guides = createArrivalGuideStore(table);
  const units = createUnitStore(table);

  async function write({ params, body, ifMatch, principal, requestId }: WriteRequest) {
    const guide = await writeArrivalGuide(
      { table, audit: auditRecord },
      {
        ...params,
        content: body,
        ...(ifMatch !== undefined && { expectedVersion: ifMatch }),
        actor: { kind: 'user', id: principal.userId },
        requestId,
        at: clock.now(),
      },
    );
    return answer(guide);
  }

  return [
    implement(getArrivalGuideRoute, async ({ params: { buildingId } }) => answer(await guides.get(buildingId))),
    implement(getUnitArrivalGuideRoute, async ({ params: { buildingId, unitId } }) => {
      const [unit, guide] = await Promise.all([units.get(buildingId, unitId), guides.get(buildingId, unitId)]);
      if (unit === undefined) throw notFound('unit', unitId);
      return answer(guide);
    }),
    implement(writeArrivalGuideRoute, write),
    implement(writeUnitArrivalGuideRoute, write),
  ];
}
