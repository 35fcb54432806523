import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import { languageSchema } from '@bos/kernel/language';
import { roleSchema } from '@bos/kernel/role';
import * as z from 'zod';
import { unitIdSchema } from '../memberships/unit-id.ts';
import { personDetailView } from './person-views.ts';

const TAG = 'People';
const path = '/v1/buildings/{buildingId}/people';
const building = z.object({ buildingId: z.string() });
const person = building.extend({ userId: pathId });

const displayName = z.string().trim().min(1).max(120);
const rights = {
  roles: z.array(roleSchema).min(1).max(12),
  unitIds: z.array(unitIdSchema).max(20),
};
const instant = z.iso.datetime();

const errors = {
  beyond: { status: 403, code: 'ROLE_BEYOND_YOURS', description: 'A role that is not yours to give or take away.' },
  own: { status: 403, code: 'OWN_RIGHTS', description: 'Nobody decides about their own rights.' },
  unit: { status: 400, code: 'UNIT_UNKNOWN', description: 'The building has no such unit.' },
  last: { status: 409, code: 'LAST_MANAGER', description: 'Nobody would be left who runs the building.' },
  changed: { status: 412, code: 'MEMBERSHIP_CHANGED_MEANWHILE', description: 'Somebody changed it after you saw it.' },
  refused: { status: 409, code: 'MEMBERSHIP_CHANGE_REFUSED', description: 'It makes no sense for who they are now.' },
};

export const registerPersonRoute = defineRoute({
  operationId: 'registerPerson',
  method: 'POST',
  path,
  summary: 'Make somebody a member of the building',
  description:
    'By their telephone somebody is found who wrote before or is known in another building; they keep their id. Which roles you may give depends on yours.',
  tag: TAG,
  permission: 'people:register',
  params: building,
  body: z
    .object({
      displayName,
      phone: z.string().min(8).max(30).optional().describe('International, in any spelling.'),
      email: z.string().min(3).max(254).optional(),
      locale: languageSchema.optional(),
      ...rights,
      unitIds: rights.unitIds.default([]),
      validFrom: instant.optional(),
      validUntil: instant.optional(),
    })
    .refine(({ phone, email }) => phone === undefined || email === undefined, {
      path: ['email'],
      error: 'one address: a phone or an email',
    })
    .refine(({ validFrom, validUntil }) => !validFrom || !validUntil || validFrom < validUntil, {
      path: ['validUntil'],
      error: 'must be after validFrom',
    }),
  idempotencyKey: 'optional',
  examples: {
    body: { displayName: 'Beatriz Rocha', phone: '+55 11 90000-0345', roles: ['resident'], unitIds: ['1203'] },
  },
  response: { status: 201, description: 'The member.', schema: personDetailView },
  errors: [
    errors.beyond,
    errors.unit,
    { status: 409, code: 'PERSON_IS_MEMBER', description: 'They are a member already: change their membership.' },
  ],
});

export const changePersonRoute = defineRoute({
  operationId: 'changePerson',
  method: 'PATCH',
  path: `${path}/{userId}`,
  summary: 'Change what somebody is in the building',
  description:
    'Roles, units and dates count from the next request on. Status `ended` takes roles and units away and keeps what they did; `active` lets them in again.',
  tag: TAG,
  permission: 'people:register',
  params: person,
  ifMatch: 'required',
  body: z
    .object({
      displayName: displayName.optional(),
      status: z.enum(['active', 'suspended', 'ended']).optional(),
      roles: rights.roles.optional(),
      unitIds: rights.unitIds.optional(),
      validFrom: instant.nullable().optional(),
      validUntil: instant.nullable().optional(),
    })
    .refine((body) => Object.values(body).some((value) => value !== undefined), 'must change something'),
  examples: { body: { roles: ['resident'], unitIds: ['1203', '1204'] } },
  response: { status: 200, description: 'The person as they are now.', schema: personDetailView },
  errors: [errors.beyond, errors.own, errors.unit, errors.last, errors.refused, errors.changed],
});

export const signOutPersonRoute = defineRoute({
  operationId: 'signOutPerson',
  method: 'POST',
  path: `${path}/{userId}/sign-out`,
  summary: 'End every session of a member',
  description: 'Access tokens issued up to now are refused in this building. Everybody may do it to themselves.',
  tag: TAG,
  permission: 'signed-in',
  params: person,
  response: { status: 204, description: 'Signed out everywhere.' },
  errors: [errors.beyond],
});

export const registerRoutes: readonly RouteContract[] = [registerPersonRoute, changePersonRoute, signOutPersonRoute];
