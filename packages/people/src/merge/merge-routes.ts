import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { MERGE_STATUSES, type Merge } from './merge.ts';

const TAG = 'People';
const path = '/v1/buildings/{buildingId}/merges';
const building = z.object({ buildingId: z.string() });
const merge = building.extend({ mergeId: z.string().regex(/^[0-9A-Z]{26}$/, 'must be an id') });

const RIGHTS = [
  { status: 403, code: 'ROLE_BEYOND_YOURS', description: 'One of the two has a role that is not yours to give.' },
  { status: 403, code: 'OWN_RIGHTS', description: 'Nobody decides about themselves.' },
];
const REFUSED = { status: 409, code: 'MERGE_REFUSED', description: 'These two cannot be one, or it is too late.' };
const CHANGES = [
  ...RIGHTS,
  { status: 409, code: 'MERGE_TRANSITION_REFUSED', description: 'Not from its present status.' },
  { status: 409, code: 'MERGE_CHANGED_MEANWHILE', description: 'It or one of the two changed meanwhile.' },
];

export const mergeView = z
  .object({
    id: z.string(),
    status: z.enum(MERGE_STATUSES),
    userId: z.string().describe('Who remains.'),
    mergedUserId: z.string().describe('Who is the same person. What they said and did keeps this id.'),
    how: z.enum(['staff', 'code']),
    proposedBy: z.string(),
    proposedAt: z.string(),
    expiresAt: z.string(),
    decidedBy: z.string().optional(),
    decidedAt: z.string().optional(),
    undoneBy: z.string().optional(),
    undoneAt: z.string().optional(),
  })
  .meta({ id: 'Merge' });

export const proposeMergeRoute = defineRoute({
  operationId: 'proposeMerge',
  method: 'POST',
  path,
  summary: 'Say that two members are one person',
  description: 'Nothing changes until another member of staff agrees. After three days without an answer it is a no.',
  tag: TAG,
  permission: 'people:register',
  params: building,
  body: z
    .object({ userId: pathId.describe('Who remains.'), mergedUserId: pathId })
    .refine(({ userId, mergedUserId }) => userId !== mergedUserId, { path: ['mergedUserId'], error: 'another person' }),
  idempotencyKey: 'optional',
  examples: { body: { userId: 'maria', mergedUserId: '01M8127JV37MF3JBZ9FFEBR6XF' } },
  response: { status: 201, description: 'The proposal.', schema: mergeView },
  errors: [
    ...RIGHTS,
    REFUSED,
    { status: 404, code: 'PERSON_NOT_FOUND', description: 'One of the two is nobody here.' },
  ],
});

export const listMergesRoute = defineRoute({
  operationId: 'listMerges',
  method: 'GET',
  path,
  summary: 'Members who are one person, or may be',
  tag: TAG,
  permission: 'people:register',
  params: building,
  query: listQuery.extend({ status: z.enum(MERGE_STATUSES).default('proposed') }),
  response: { status: 200, description: 'The latest first.', schema: listOf(mergeView) },
});

export const approveMergeRoute = defineRoute({
  operationId: 'approveMerge',
  method: 'POST',
  path: `${path}/{mergeId}/approve`,
  summary: 'Agree that they are one person',
  description: 'From the next message on, whoever comes as the merged one is the one who remains.',
  tag: TAG,
  permission: 'people:register',
  params: merge,
  response: { status: 200, description: 'In force.', schema: mergeView },
  errors: [
    ...CHANGES,
    REFUSED,
    { status: 403, code: 'SECOND_PERSON_NEEDED', description: 'Who proposed it does not approve it.' },
  ],
});

export const refuseMergeRoute = defineRoute({
  operationId: 'refuseMerge',
  method: 'POST',
  path: `${path}/{mergeId}/refuse`,
  summary: 'Say that they are two',
  tag: TAG,
  permission: 'people:register',
  params: merge,
  response: { status: 200, description: 'Refused.', schema: mergeView },
  errors: CHANGES,
});

export const undoMergeRoute = defineRoute({
  operationId: 'undoMerge',
  method: 'POST',
  path: `${path}/{mergeId}/undo`,
  summary: 'Take a merge back',
  description:
    'Within seven days. The merged member is again what they were; what was done since stays with who remains.',
  tag: TAG,
  permission: 'people:register',
  params: merge,
  response: { status: 200, description: 'Undone.', schema: mergeView },
  errors: [...CHANGES, REFUSED],
});

export const mergeRoutes: readonly RouteContract[] = [
  proposeMergeRoute,
  listMergesRoute,
  approveMergeRoute,
  refuseMergeRoute,
  undoMergeRoute,
];

export function viewMerge(stored: Merge): z.infer<typeof mergeView> {
  const { mergeId: id, status, userId, mergedUserId, how, proposedBy, proposedAt, expiresAt } = stored;
  return {
    id,
    status,
    userId,
    mergedUserId,
    how,
    proposedBy,
    proposedAt,
    expiresAt,
    ...('decidedBy' in stored && { decidedBy: stored.decidedBy, decidedAt: stored.decidedAt }),
    ...('undoneBy' in stored && { undoneBy: stored.undoneBy, undoneAt: stored.undoneAt }),
  };
}
