import { randomBytes } from 'node:crypto';
import { ID } from '@bos/http/path-id';
import { problemOf, problemResponse } from '@bos/http/problem';
import { readSignedBody } from '@bos/http/signed-body';
import { DomainError, invalid, isDomainError } from '@bos/kernel/errors';
import { parseInput } from '@bos/kernel/parse';
import type { PmsResult } from '@bos/stays/pms/apply-pms-message';
import { pmsSecretOf } from '@bos/stays/pms/pms-connection';
import { inBuilding } from '@bos/table/tenant-scope';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Ports } from '../ports/ports.ts';

type PmsPorts = Pick<Ports, 'table' | 'clock' | 'log'>;

/** A stay with sixteen guests has a twentieth of it. */
const SIGNED = { header: 'x-bos-signature-256', mostBytes: 256 * 1024 } as const;

/** Which building is connected is nobody's business who cannot sign. */
function refused(): DomainError {
  return new DomainError(
    'unauthenticated',
    'SIGNATURE_REFUSED',
    'The body is not signed with the secret of a building.',
  );
}

function readJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString());
  } catch {
    throw invalid('BODY_INVALID', 'The body is not JSON.');
  }
}

async function receive(
  { table, clock }: PmsPorts,
  buildingId: string,
  event: APIGatewayProxyEventV2,
): Promise<PmsResult> {
  const body = await readSignedBody(event, { ...SIGNED, secret: () => pmsSecretOf(table, buildingId) });
  if (body.kind === 'refused') {
    if (body.reason === 'size') throw new DomainError('too_large', 'BODY_TOO_LARGE', 'The body is too large.');
    throw refused();
  }
  // What nobody has signed needs none of it.
  const [{ applyPmsMessage }, { pmsMessageSchema }] = await Promise.all([
    import('@bos/stays/pms/apply-pms-message'),
    import('@bos/stays/pms/pms-message'),
  ]);
  const message = parseInput(pmsMessageSchema, readJson(body.raw), 'body');
  return applyPmsMessage({ table, randomness: () => randomBytes(16) }, { buildingId, message, at: clock.now() });
}

/** `POST /webhooks/pms/{buildingId}`: a stay, signed by the property management system of the building. */
export function build(ports: PmsPorts) {
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { buildingId = '' } = event.pathParameters ?? {};
    const { requestId } = event.requestContext;
    try {
      if (!ID.test(buildingId)) throw refused();
      const result = await inBuilding(buildingId, () => receive(ports, buildingId, event));
      return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(result) };
    } catch (error) {
      const problem = problemOf(error, requestId);
      if (problem.status >= 500 && !isDomainError(error)) ports.log.error('pms.webhook_failed', error, { requestId });
      else ports.log.warn('pms.webhook_refused', { requestId, code: problem.code });
      return problemResponse(problem);
    }
  };
}
