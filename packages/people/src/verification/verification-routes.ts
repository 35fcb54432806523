import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import { roleSchema } from '@bos/kernel/role';
import * as z from 'zod';
import { unitIdSchema } from '../memberships/unit-id.ts';
import { CODE_LASTS } from './issue-code.ts';
import { REQUEST_STATUSES, type VerificationRequest } from './verification-request.ts';

const TAG = 'Verification';
const building = z.object({ buildingId: z.string() });
const requests = '/v1/buildings/{buildingId}/verification-requests';
const request = building.extend({ requestId: z.string().regex(/^[0-9A-Z]{26}$/, 'must be an id') });

const BEYOND = { status: 403, code: 'ROLE_BEYOND_YOURS', description: 'A role that is not yours to give.' };
const DECIDED = [
  { status: 409, code: 'VERIFICATION_EXPIRED', description: 'Nobody answered within three days: that is a no.' },
  {
    status: 409,
    code: 'VERIFICATION_REQUEST_TRANSITION_REFUSED',
    description: 'Somebody has answered it in another way.',
  },
];

export const verificationRequestView = z
  .object({
    id: z.string(),
    status: z.enum(REQUEST_STATUSES),
    userId: z.string().describe('Who asks.'),
    requestedAt: z.string(),
    expiresAt: z.string().describe('After it the answer is no.'),
    decidedBy: z.string().optional(),
    decidedAt: z.string().optional(),
  })
  .meta({ id: 'VerificationRequest' });

export const issueVerificationCodeRoute = defineRoute({
  operationId: 'issueVerificationCode',
  method: 'POST',
  path: '/v1/buildings/{buildingId}/people/{userId}/verification-codes',
  summary: 'Make a one-time code for a person',
  description:
    'Give it to nobody but them. Who sends it by WhatsApp from an unknown number is taken for this person from then on.',
  tag: TAG,
  permission: 'people:register',
  params: building.extend({ userId: pathId }),
  body: z.object({
    minutes: z
      .int()
      .min(CODE_LASTS.shortest)
      .max(CODE_LASTS.longest)
      .default(CODE_LASTS.usual)
      .describe('How long it holds.'),
  }),
  examples: { body: { minutes: 60 } },
  response: {
    status: 201,
    description: 'The code, shown this once.',
    schema: z
      .object({ code: z.string().describe('Eight digits.'), expiresAt: z.string() })
      .meta({ id: 'VerificationCode' }),
  },
  errors: [
    BEYOND,
    { status: 403, code: 'OWN_RIGHTS', description: 'Nobody vouches for themselves.' },
    { status: 409, code: 'PERSON_WITHOUT_RIGHTS', description: 'They are not a member in force.' },
  ],
});

export const listVerificationRequestsRoute = defineRoute({
  operationId: 'listVerificationRequests',
  method: 'GET',
  path: requests,
  summary: 'Who wrote and asks to be known',
  tag: TAG,
  permission: 'people:register',
  params: building,
  query: listQuery.extend({ status: z.enum(REQUEST_STATUSES).default('pending') }),
  response: {
    status: 200,
    description: 'Requests, the one that expires first at the head.',
    schema: listOf(verificationRequestView),
  },
});

export const approveVerificationRoute = defineRoute({
  operationId: 'approveVerification',
  method: 'POST',
  path: `${requests}/{requestId}/approve`,
  summary: 'Say who somebody is, and give them rights',
  tag: TAG,
  permission: 'people:register',
  params: request,
  body: z.object({
    displayName: z.string().trim().min(1).max(120).optional(),
    roles: z.array(roleSchema).min(1).max(12),
    unitIds: z.array(unitIdSchema).max(20).default([]),
    validUntil: z.iso.datetime().optional(),
  }),
  examples: { body: { roles: ['resident'], unitIds: ['1203'] } },
  response: { status: 200, description: 'The request, approved.', schema: verificationRequestView },
  errors: [
    BEYOND,
    ...DECIDED,
    { status: 400, code: 'UNIT_UNKNOWN', description: 'The building has no such unit.' },
    { status: 409, code: 'VERIFICATION_NEEDLESS', description: 'They have rights by now, or were suspended.' },
  ],
});

export const refuseVerificationRoute = defineRoute({
  operationId: 'refuseVerification',
  method: 'POST',
  path: `${requests}/{requestId}/refuse`,
  summary: 'Say that nobody knows them',
  tag: TAG,
  permission: 'people:register',
  params: request,
  response: { status: 200, description: 'The request, refused.', schema: verificationRequestView },
  errors: DECIDED,
});

export const verificationRoutes: readonly RouteContract[] = [
  issueVerificationCodeRoute,
  listVerificationRequestsRoute,
  approveVerificationRoute,
  refuseVerificationRoute,
];

export function viewVerificationRequest(stored: VerificationRequest): z.infer<typeof verificationRequestView> {
  const { requestId: id, status, userId, requestedAt, expiresAt } = stored;
  return {
    id,
    status,
    userId,
    requestedAt,
    expiresAt,
    ...('decidedBy' in stored && { decidedBy: stored.decidedBy, decidedAt: stored.decidedAt }),
  };
}
