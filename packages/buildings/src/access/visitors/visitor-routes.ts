import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { VISITOR_STATUSES, type Visitor, visitorDetailsSchema } from './visitor.ts';

const TAG = 'Visitors';
const path = '/v1/buildings/{buildingId}/visitors';
const building = z.object({ buildingId: z.string() });
const visitor = building.extend({ visitorId: pathId });
const OWN = 'Without `visitors:read` these are your own; any other id answers 404.';

export const visitorView = z
  .object({
    id: z.string(),
    status: z.enum(VISITOR_STATUSES),
    userId: z.string().describe('Whom they visit.'),
    announcedBy: z.string(),
    ...visitorDetailsSchema.shape,
    arrivedAt: z.string().optional(),
    endedAt: z.string().optional(),
  })
  .meta({ id: 'Visitor' });

export const listVisitorsRoute = defineRoute({
  operationId: 'listVisitors',
  method: 'GET',
  path,
  summary: 'Announced visitors',
  description: `Announced or in the building, whose permission ends first at the head. ${OWN}`,
  tag: TAG,
  permission: 'visitors:read_own',
  params: building,
  query: listQuery,
  response: { status: 200, description: 'Visitors.', schema: listOf(visitorView) },
});

export const getVisitorRoute = defineRoute({
  operationId: 'getVisitor',
  method: 'GET',
  path: `${path}/{visitorId}`,
  summary: 'One visitor',
  description: OWN,
  tag: TAG,
  permission: 'visitors:read_own',
  params: visitor,
  response: { status: 200, description: 'The visitor; their version as ETag.', schema: visitorView },
});

export const announceVisitorRoute = defineRoute({
  operationId: 'announceVisitor',
  method: 'POST',
  path,
  summary: 'Announce a visitor',
  description:
    'Once, or for days of the week by the building’s clock. Who has `visitors:update` announces for anybody.',
  tag: TAG,
  permission: 'visitors:announce',
  params: building,
  body: visitorDetailsSchema.extend({ unitId: pathId, userId: pathId.optional().describe('Whom they visit.') }),
  idempotencyKey: 'optional',
  examples: {
    body: {
      unitId: '1203',
      visitorName: 'Beatriz Rocha',
      purpose: 'service',
      times: {
        kind: 'recurring',
        weekdays: [1, 4],
        from: '08:00',
        to: '12:00',
        firstDate: '2026-11-23',
        lastDate: '2027-03-01',
      },
    },
  },
  response: { status: 201, description: 'Announced. With a repeated Idempotency-Key: the first.', schema: visitorView },
  errors: [
    { status: 400, code: 'UNIT_UNKNOWN', description: 'The building has no such unit.' },
    { status: 400, code: 'PERSON_UNKNOWN', description: 'Nobody of that id is a member.' },
    { status: 403, code: 'NOT_YOUR_UNIT', description: 'Visitors are announced for one’s own unit.' },
  ],
});

export const changeVisitorRoute = defineRoute({
  operationId: 'changeVisitor',
  method: 'PATCH',
  path: `${path}/{visitorId}`,
  summary: 'Let a visitor in or out, or cancel the visit',
  description: `To cancel is the host’s as well; all else needs \`visitors:update\`. ${OWN}`,
  tag: TAG,
  permission: 'visitors:read_own',
  params: visitor,
  ifMatch: 'required',
  body: z.object({ change: z.enum(['arrive', 'leave', 'cancel']) }),
  examples: { body: { change: 'arrive' } },
  response: { status: 200, description: 'The visitor as they are now.', schema: visitorView },
  errors: [
    { status: 403, code: 'ACCESS_NOT_ALLOWED', description: 'A permission for this change is missing.' },
    { status: 409, code: 'VISIT_NOT_NOW', description: 'They were announced for another time.' },
    { status: 409, code: 'HOST_GONE', description: 'Whom they visit no longer receives in that unit.' },
    { status: 409, code: 'VISITOR_TRANSITION_REFUSED', description: 'Not from their present status.' },
    { status: 412, code: 'VISITOR_CHANGED_MEANWHILE', description: 'Somebody changed it after you saw it.' },
  ],
});

export const visitorRoutes: readonly RouteContract[] = [
  listVisitorsRoute,
  getVisitorRoute,
  announceVisitorRoute,
  changeVisitorRoute,
];

export function viewVisitor(stored: Visitor): z.infer<typeof visitorView> {
  const { visitorId: id, status, userId, announcedBy, unitId, visitorName, plate, note, purpose, times } = stored;
  return {
    id,
    status,
    userId,
    announcedBy,
    unitId,
    visitorName,
    purpose,
    times,
    ...(plate !== undefined && { plate }),
    ...(note !== undefined && { note }),
    ...('arrivedAt' in stored && { arrivedAt: stored.arrivedAt }),
    ...('endedAt' in stored && { endedAt: stored.endedAt }),
  };
}
