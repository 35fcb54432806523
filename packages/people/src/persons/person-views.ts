import { languageSchema } from '@bos/kernel/language';
import { roleSchema } from '@bos/kernel/role';
import * as z from 'zod';
import type { Membership } from '../memberships/membership.ts';
import { maskPhone } from './mask-phone.ts';
import type { Person } from './person.ts';

const membershipFields = {
  status: z.enum(['unverified', 'active', 'suspended', 'ended']),
  roles: z.array(roleSchema),
  unitIds: z.array(z.string()),
  validFrom: z.string().optional().describe('Before it the membership gives no right.'),
  validUntil: z.string().optional().describe('From it on the membership gives no right.'),
};

export const personView = z
  .object({ id: z.string(), displayName: z.string().optional(), ...membershipFields })
  .meta({ id: 'Person' });

export const personDetailView = z
  .object({
    ...personView.shape,
    locale: languageSchema.optional(),
    mergedInto: z.string().optional().describe('The member who is the same person, and in whose name they act now.'),
    phone: z.string().optional().describe('In full for those who manage people, otherwise its last four digits.'),
  })
  .meta({ id: 'PersonDetail' });

export const meView = z
  .object({
    id: z.string(),
    displayName: z.string().optional(),
    locale: languageSchema.optional(),
    memberships: z.array(z.object({ buildingId: z.string(), ...membershipFields })),
  })
  .meta({ id: 'Me' });

function viewMembership({ status, roles, unitIds, validFrom, validUntil }: Membership) {
  return {
    status,
    roles,
    unitIds,
    ...(validFrom !== undefined && { validFrom }),
    ...(validUntil !== undefined && { validUntil }),
  };
}

export function viewPerson(membership: Membership) {
  const { userId: id, displayName } = membership;
  return { id, ...(displayName !== undefined && { displayName }), ...viewMembership(membership) };
}

/** `fullPhone` for those who may see the whole number. */
export function viewPersonDetail(membership: Membership, person: Person | undefined, fullPhone: boolean) {
  const { phone, locale } = person ?? {};
  const displayName = membership.displayName ?? person?.displayName;
  const { mergedInto } = membership;
  return {
    ...viewPerson(membership),
    ...(mergedInto !== undefined && { mergedInto }),
    ...(displayName !== undefined && { displayName }),
    ...(locale !== undefined && { locale }),
    ...(phone !== undefined && { phone: fullPhone ? `+${phone}` : maskPhone(phone) }),
  };
}

export function viewMe(userId: string, person: Person | undefined, memberships: readonly Membership[]) {
  const { displayName, locale } = person ?? {};
  return {
    id: userId,
    ...(displayName !== undefined && { displayName }),
    ...(locale !== undefined && { locale }),
    memberships: memberships.map((membership) => ({
      buildingId: membership.buildingId,
      ...viewMembership(membership),
    })),
  };
}
