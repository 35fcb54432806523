import { type BoundRoute, type HandlerAnswer, implement } from '@bos/http/bind';
import type { Principal } from '@bos/http/principal';
import { deterministicId } from '@bos/kernel/ids';
import { type DecideMergeCommand, decideMerge } from '@bos/people/merge/decide-merge';
import {
  approveMergeRoute,
  listMergesRoute,
  proposeMergeRoute,
  refuseMergeRoute,
  undoMergeRoute,
  viewMerge,
} from '@bos/people/merge/merge-routes';
import { createMergeStore } from '@bos/people/merge/merge-store';
import { proposeMerge } from '@bos/people/merge/propose-merge';
import type { Ports } from '../../ports/ports.ts';
import { mapPage, pageOf } from '../pages.ts';
import { changeBy, granterOf } from './person-requests.ts';

interface DecisionRequest {
  readonly params: { readonly buildingId: string; readonly mergeId: string };
  readonly principal: Principal;
  readonly requestId: string;
}

/** Two members who are one person: proposed by one of the staff, agreed to by another, taken back. */
export function mergeHandlers(ports: Pick<Ports, 'table' | 'blindIndex' | 'clock' | 'ids'>): BoundRoute[] {
  const { table, clock, ids } = ports;
  const merges = createMergeStore(table);

  const propose = implement(proposeMergeRoute, async ({ params, body, principal, requestId, idempotencyKey }) => {
    const { buildingId } = params;
    const mergeId =
      idempotencyKey === undefined
        ? ids.next()
        : deterministicId(new Date(0), 'merge', buildingId, principal.userId, idempotencyKey);
    const merge = await proposeMerge(ports, {
      buildingId,
      mergeId,
      ...body,
      granter: granterOf(principal),
      changedBy: changeBy(clock, principal, requestId),
    });
    return { body: viewMerge(merge), location: `/v1/buildings/${buildingId}/merges/${mergeId}` };
  });

  const list = implement(listMergesRoute, async ({ params: { buildingId }, query }) => ({
    body: mapPage(await merges.listByStatus(buildingId, query.status, pageOf(query)), viewMerge),
  }));

  async function decide(
    decision: DecideMergeCommand['decision'],
    { params, principal, requestId }: DecisionRequest,
  ): Promise<HandlerAnswer<ReturnType<typeof viewMerge>>> {
    const merge = await decideMerge(ports, {
      ...params,
      decision,
      granter: granterOf(principal),
      changedBy: changeBy(clock, principal, requestId),
    });
    return { body: viewMerge(merge) };
  }

  return [
    propose,
    list,
    implement(approveMergeRoute, (request) => decide('approve', request)),
    implement(refuseMergeRoute, (request) => decide('refuse', request)),
    implement(undoMergeRoute, (request) => decide('undo', request)),
  ];
}
