import { randomBytes } from 'node:crypto';
import { type BoundRoute, implement } from '@bos/http/bind';
import { decideVerification } from '@bos/people/verification/decide-request';
import { issueVerificationCode } from '@bos/people/verification/issue-code';
import { createVerificationRequestStore } from '@bos/people/verification/verification-request-store';
import {
  approveVerificationRoute,
  issueVerificationCodeRoute,
  listVerificationRequestsRoute,
  refuseVerificationRoute,
  viewVerificationRequest,
} from '@bos/people/verification/verification-routes';
import type { Ports } from '../../ports/ports.ts';
import { mapPage, pageOf } from '../pages.ts';
import { assertUnits, changeBy, granterOf } from './person-requests.ts';

type VerificationPorts = Pick<Ports, 'table' | 'blindIndex' | 'clock'>;

/** Who somebody is who wrote: by a code of the desk, or by the word of the staff. */
export function verificationHandlers(ports: VerificationPorts): BoundRoute[] {
  const { table, clock } = ports;
  const requests = createVerificationRequestStore(table);

  const issue = implement(issueVerificationCodeRoute, async ({ params, body, principal, requestId }) => ({
    body: await issueVerificationCode(
      { ...ports, randomness: () => randomBytes(8) },
      {
        ...params,
        minutes: body.minutes,
        granter: granterOf(principal),
        changedBy: changeBy(clock, principal, requestId),
      },
    ),
  }));

  const list = implement(listVerificationRequestsRoute, async ({ params: { buildingId }, query }) => ({
    body: mapPage(await requests.listByStatus(buildingId, query.status, pageOf(query)), viewVerificationRequest),
  }));

  const approve = implement(approveVerificationRoute, async ({ params, body, principal, requestId }) => {
    const { displayName, roles, unitIds, validUntil } = body;
    await assertUnits(table, params.buildingId, unitIds);
    const request = await decideVerification(ports, {
      ...params,
      grant: {
        roles,
        unitIds,
        ...(displayName !== undefined && { displayName }),
        ...(validUntil !== undefined && { validUntil }),
      },
      granter: granterOf(principal),
      changedBy: changeBy(clock, principal, requestId),
    });
    return { body: viewVerificationRequest(request) };
  });

  const refuse = implement(refuseVerificationRoute, async ({ params, principal, requestId }) => {
    const request = await decideVerification(ports, {
      ...params,
      granter: granterOf(principal),
      changedBy: changeBy(clock, principal, requestId),
    });
    return { body: viewVerificationRequest(request) };
  });

  return [issue, list, approve, refuse];
}
