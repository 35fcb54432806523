import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { codeStatus } from './change-credential.ts';
import { CREDENTIAL_STATUSES, type Credential } from './credential.ts';

const TAG = 'Credentials';
const path = '/v1/buildings/{buildingId}/credentials';
const building = z.object({ buildingId: z.string() });
const credential = building.extend({ credentialId: pathId });
const OWN = 'Without `credentials:read` these are your own; any other id answers 404.';
const CHANGED = {
  status: 412,
  code: 'CREDENTIAL_CHANGED_MEANWHILE',
  description: 'Somebody changed it after you saw it.',
};

export const credentialView = z
  .object({
    id: z.string(),
    kind: z.enum(['code', 'tag']),
    status: z.enum(CREDENTIAL_STATUSES).describe('`ending`: it has to go, and a lock may still have it.'),
    userId: z.string().describe('Whose it is.'),
    unitId: z.string().optional(),
    reservationId: z.string().optional(),
    deviceIds: z.array(z.string()).describe('The locks that it opens.'),
    validFrom: z.string(),
    validUntil: z.string().optional(),
    works: z.boolean().describe('Every lock has confirmed it, and its time is not over.'),
    code: z.string().optional().describe('Shown to its person alone, and only while it works.'),
    issuedBy: z.string(),
    endedAt: z.string().optional(),
  })
  .meta({ id: 'Credential' });

export const listCredentialsRoute = defineRoute({
  operationId: 'listCredentials',
  method: 'GET',
  path,
  summary: 'Codes and tags',
  description: `Those that locks hold or will hold, the first to end at the head. ${OWN}`,
  tag: TAG,
  permission: 'credentials:read_own',
  params: building,
  query: listQuery.extend({
    status: z.enum(['open', 'closed']).default('open').describe('Your own are always all listed.'),
  }),
  response: { status: 200, description: 'Credentials.', schema: listOf(credentialView) },
});

export const getCredentialRoute = defineRoute({
  operationId: 'getCredential',
  method: 'GET',
  path: `${path}/{credentialId}`,
  summary: 'One code or tag',
  description: OWN,
  tag: TAG,
  permission: 'credentials:read_own',
  params: credential,
  response: { status: 200, description: 'The credential; its version as ETag.', schema: credentialView },
});

export const issueCredentialRoute = defineRoute({
  operationId: 'issueCredential',
  method: 'POST',
  path,
  summary: 'Give somebody a code or a tag',
  description: 'It comes to the locks when its time has come; it works when every lock has confirmed it.',
  tag: TAG,
  permission: 'credentials:issue',
  params: building,
  body: z.object({
    userId: pathId,
    kind: z.enum(['code', 'tag']),
    number: z.string().optional().describe('Of a tag. A code is made by the building.'),
    deviceIds: z.array(pathId).min(1).max(20),
    unitId: pathId.optional(),
    reservationId: pathId.optional(),
    validFrom: z.iso.datetime(),
    validUntil: z.iso.datetime().optional().describe('Required for a reservation, with which it ends at the latest.'),
  }),
  idempotencyKey: 'optional',
  examples: {
    body: {
      userId: 'james',
      kind: 'code',
      deviceIds: ['gate', 'unit-0704'],
      unitId: '0704',
      validFrom: '2026-11-22T18:00:00.000Z',
      validUntil: '2026-11-25T14:00:00.000Z',
    },
  },
  response: { status: 201, description: 'Noted. With a repeated Idempotency-Key: the first.', schema: credentialView },
  errors: [
    { status: 400, code: 'PERSON_UNKNOWN', description: 'Nobody of that id is a member.' },
    { status: 400, code: 'STAY_UNKNOWN', description: 'The person has no such stay, or it is over.' },
  ],
});

export const changeCredentialRoute = defineRoute({
  operationId: 'changeCredential',
  method: 'PATCH',
  path: `${path}/{credentialId}`,
  summary: 'Move its dates',
  tag: TAG,
  permission: 'credentials:issue',
  params: credential,
  ifMatch: 'required',
  body: z.object({ validFrom: z.iso.datetime().optional(), validUntil: z.iso.datetime() }),
  examples: { body: { validUntil: '2026-11-26T14:00:00.000Z' } },
  response: { status: 200, description: 'The credential as it is now.', schema: credentialView },
  errors: [
    { status: 409, code: 'CREDENTIAL_ENDED', description: 'It is over, or on its way out.' },
    { status: 409, code: 'CREDENTIAL_BEGUN', description: 'Its beginning cannot be moved any more.' },
    CHANGED,
  ],
});

export const revokeCredentialRoute = defineRoute({
  operationId: 'revokeCredential',
  method: 'DELETE',
  path: `${path}/{credentialId}`,
  summary: 'Take it back',
  description: [
    'One that is lost is taken back by its own person, or by who has `credentials:revoke`. `ending` means that a lock has',
    `not confirmed. ${OWN}`,
  ].join(' '),
  tag: TAG,
  permission: 'credentials:read_own',
  params: credential,
  ifMatch: 'optional',
  response: { status: 200, description: 'The credential as it is now.', schema: credentialView },
  errors: [CHANGED],
});

export const credentialRoutes: readonly RouteContract[] = [
  listCredentialsRoute,
  getCredentialRoute,
  issueCredentialRoute,
  changeCredentialRoute,
  revokeCredentialRoute,
];

/** `own`: for the person whose it is. Nobody else is shown a code, and nobody one that does not work. */
export function viewCredential(stored: Credential, at: Date, own: boolean): z.infer<typeof credentialView> {
  const { credentialId: id, kind, status, userId, deviceIds, validFrom, validUntil, issuedBy } = stored;
  const { unitId, reservationId } = stored;
  const code = codeStatus(stored, at);
  const endedAt = 'endedAt' in stored ? stored.endedAt : undefined;
  return {
    id,
    kind,
    status,
    userId,
    deviceIds,
    validFrom,
    issuedBy,
    works: code.kind === 'works',
    ...(own && kind === 'code' && code.kind === 'works' && { code: code.secret }),
    ...(unitId !== undefined && { unitId }),
    ...(reservationId !== undefined && { reservationId }),
    ...(validUntil !== undefined && { validUntil }),
    ...(endedAt !== undefined && { endedAt }),
  };
}
