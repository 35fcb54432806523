import { type BoundRoute, implement } from '@bos/http/bind';
import { changeRules } from '@bos/stays/rules/change-rules';
import { changeStayRulesRoute, getStayRulesRoute } from '@bos/stays/rules/rules-routes';
import { rulesOf, type StayRules } from '@bos/stays/rules/stay-rules';
import type { Ports } from '../../ports/ports.ts';
import { authorOf } from './stay-requests.ts';

const answerOf = ({ lateCheckOut, extension, cancellation, version }: StayRules & { readonly version: number }) => ({
  body: { lateCheckOut, extension, cancellation },
  etag: version,
});

/** What guests get by asking for it. */
export function rulesHandlers({ table, clock }: Pick<Ports, 'table' | 'clock'>): BoundRoute[] {
  const get = implement(getStayRulesRoute, async ({ params: { buildingId } }) =>
    answerOf(await rulesOf({ table }, buildingId)),
  );
  const change = implement(changeStayRulesRoute, async ({ params, body, principal, ifMatch, requestId }) =>
    answerOf(
      await changeRules(
        { table },
        {
          rules: { buildingId: params.buildingId, ...body },
          ...(ifMatch !== undefined && { expectedVersion: ifMatch }),
          by: authorOf(principal, requestId),
          at: clock.now(),
        },
      ),
    ),
  );
  return [get, change];
}
