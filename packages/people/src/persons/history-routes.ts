import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';

export const HISTORY_KINDS = ['conversations', 'missions', 'tickets', 'stays'] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];

export const historyEntryView = z
  .object({
    id: z.string().describe('Of the conversation, mission, ticket or reservation.'),
    userId: z.string().describe('Under whom it lies: the person, or a member who was merged into them.'),
    status: z.string().optional(),
    at: z.string().describe('When it began.'),
  })
  .meta({ id: 'HistoryEntry' });

export const listHistoryRoute = defineRoute({
  operationId: 'listHistoryOfPerson',
  method: 'GET',
  path: '/v1/buildings/{buildingId}/people/{userId}/history/{kind}',
  summary: 'What a person said, asked for and stayed',
  description:
    'Of the person and of every member who was found to be the same: first all of the one, then of the others, each newest first.',
  tag: 'People',
  permission: 'people:read',
  params: z.object({ buildingId: z.string(), userId: pathId, kind: z.enum(HISTORY_KINDS) }),
  query: listQuery,
  response: { status: 200, description: 'Their things of that kind.', schema: listOf(historyEntryView) },
});

export const historyRoutes: readonly RouteContract[] = [listHistoryRoute];
