import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { type Preference, preferenceKeySchema, preferenceSchema, preferenceSourceSchema } from './preference.ts';

const TAG = 'Preferences';
const path = '/v1/buildings/{buildingId}/people/{userId}/preferences';
const person = z.object({ buildingId: z.string(), userId: pathId });
const preference = person.extend({ key: preferenceKeySchema });
const WHOSE = 'Your own, or of anybody for those who see people.';

export const preferenceView = z
  .object({
    id: z.string().describe('The key: what it is about.'),
    value: z.string(),
    source: preferenceSourceSchema.describe(
      '`stated` by the person, `learned` from what they do, or noted by `staff`.',
    ),
    confidence: z.number().describe('From 0 to 1.'),
    notedBy: z.string(),
    notedAt: z.string(),
  })
  .meta({ id: 'Preference' });

export const listPreferencesRoute = defineRoute({
  operationId: 'listPreferences',
  method: 'GET',
  path,
  summary: 'What a person likes or needs',
  description: WHOSE,
  tag: TAG,
  permission: 'signed-in',
  params: person,
  query: listQuery,
  response: { status: 200, description: 'Preferences.', schema: listOf(preferenceView) },
});

export const notePreferenceRoute = defineRoute({
  operationId: 'notePreference',
  method: 'PUT',
  path: `${path}/{key}`,
  summary: 'Note a preference',
  description: `${WHOSE} A learned one does not replace what somebody said: the answer is what holds.`,
  tag: TAG,
  permission: 'signed-in',
  params: preference,
  ifMatch: 'optional',
  body: z.object({
    value: preferenceSchema.shape.value,
    source: preferenceSourceSchema.optional().describe('`stated` for one’s own, `staff` for others, unless told.'),
    confidence: preferenceSchema.shape.confidence.optional().describe('Of a learned one; 0.5 unless told.'),
  }),
  examples: { body: { value: 'Prefers to be called after 18:00' } },
  response: { status: 200, description: 'What holds now.', schema: preferenceView },
  errors: [{ status: 412, code: 'PREFERENCE_CHANGED_MEANWHILE', description: 'Somebody changed it after you saw it.' }],
});

export const removePreferenceRoute = defineRoute({
  operationId: 'removePreference',
  method: 'DELETE',
  path: `${path}/{key}`,
  summary: 'Forget a preference',
  description: WHOSE,
  tag: TAG,
  permission: 'signed-in',
  params: preference,
  response: { status: 204, description: 'Forgotten.' },
});

export const preferenceRoutes: readonly RouteContract[] = [
  listPreferencesRoute,
  notePreferenceRoute,
  removePreferenceRoute,
];

export function viewPreference({ key, value, source, confidence, notedBy, notedAt }: Preference) {
  return { id: key, value, source, confidence, notedBy, notedAt };
}
