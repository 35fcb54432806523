import { DAY } from '@bos/kernel/clock';
import type { Language } from '@bos/kernel/language';
import type { Role } from '@bos/kernel/role';
import type { Membership } from '@bos/people/memberships/membership';

export interface DemoPerson {
  readonly userId: string;
  readonly displayName: string;
  readonly role: Role;
  readonly locale: Language;
  /** As WhatsApp writes it. */
  readonly phone: string;
  readonly unitId?: string;
  /** A stay that runs now: days before and after the time of seeding. */
  readonly stay?: { readonly daysBefore: number; readonly daysAfter: number };
}

/** Fixed: tests, documents and benches name them. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    userId: 'maria',
    displayName: 'Maria Souza',
    role: 'resident',
    locale: 'pt',
    phone: '5511900000301',
    unitId: '1203',
  },
  { userId: 'carlos', displayName: 'Carlos Lima', role: 'owner', locale: 'pt', phone: '5511900000303', unitId: '0704' },
  {
    userId: 'james',
    displayName: 'James Carter',
    role: 'guest',
    locale: 'en',
    phone: '12025550130',
    unitId: '0704',
    stay: { daysBefore: 2, daysAfter: 28 },
  },
  {
    userId: 'lucia',
    displayName: 'Lucía Fernández',
    role: 'resident',
    locale: 'es',
    phone: '5491100000302',
    unitId: '0302',
  },
  { userId: 'rafael', displayName: 'Rafael Alves', role: 'front_desk', locale: 'pt', phone: '5511900000310' },
  { userId: 'bruno', displayName: 'Bruno Costa', role: 'maintenance', locale: 'pt', phone: '5511900000311' },
  { userId: 'ana', displayName: 'Ana Ribeiro', role: 'manager', locale: 'pt', phone: '5511900000312' },
];

export function demoMembership(buildingId: string, person: DemoPerson, now: Date): Membership {
  const { userId, displayName, role, unitId, stay } = person;
  const at = (days: number): string => new Date(now.getTime() + days * DAY).toISOString();
  return {
    buildingId,
    userId,
    displayName,
    status: 'active',
    roles: [role],
    unitIds: unitId === undefined ? [] : [unitId],
    ...(stay && { validFrom: at(-stay.daysBefore), validUntil: at(stay.daysAfter) }),
  };
}
