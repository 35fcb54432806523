import { monthOf } from '@bos/governance/audit/audit-hour';
import { auditRoutes, listAuditRoute, viewAuditRecord } from '@bos/governance/audit/audit-routes';
import { createAuditStore } from '@bos/governance/audit/audit-store';
import { implement } from '@bos/http/bind';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { mapPage, pageOf } from './pages.ts';

export const routes = auditRoutes;

export function build(ports: ApiPorts, options?: ApiOptions) {
  const audit = createAuditStore(ports.table);

  const list = implement(listAuditRoute, async ({ params: { buildingId }, query }) => {
    const { actor, resource, month = monthOf(ports.clock.now()) } = query;
    const page = pageOf(query);
    if (actor !== undefined)
      return { body: mapPage(await audit.listOfActor(buildingId, actor, page), viewAuditRecord) };
    const found =
      resource === undefined
        ? await audit.listOfMonth(buildingId, month, page)
        : await audit.listOfResource(buildingId, resource, page);
    return { body: mapPage(found, viewAuditRecord) };
  });

  return apiHandler(ports, [list], options);
}
