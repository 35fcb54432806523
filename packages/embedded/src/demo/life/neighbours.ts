import type { Language } from '@bos/kernel/language';
import type { Role } from '@bos/kernel/role';
import type { Membership } from '@bos/people/memberships/membership';
import { DEMO_BUILDING, DEMO_UNITS, LET_UNIT_IDS } from '../demo-building.ts';
import { DEMO_PEOPLE } from '../demo-people.ts';
import type { SeededPerson } from '../person-writes.ts';
import { chanceOf } from './chance.ts';
import { familyName, fullName } from './names.ts';

/** Somebody who lives or works in the demo building beside those with fixed names. */
export interface Neighbour extends SeededPerson {
  readonly role: Role;
  readonly unitIds: readonly string[];
}

const TEAM: readonly Role[] = [
  'front_desk',
  'front_desk',
  'concierge',
  'maintenance',
  'housekeeping',
  'housekeeping',
  'housekeeping',
];

/** Each of the units that are let belongs to one of so many owners; 0704 is Carlos's. */
const OWNERS = 8;
/** So many households have three people, the others two. */
const LARGE_HOUSEHOLDS = 6;
const SEED = 704;

/** Invented numbers: nobody's, as no mobile in São Paulo begins like this. */
const phoneOf = (number: number): string => `55119100${String(number).padStart(5, '0')}`;

/** The 71 who are there all the time: 7 of staff, 8 owners, 56 residents. */
export function demoNeighbours(): Neighbour[] {
  const chance = chanceOf(SEED);
  const neighbours: Neighbour[] = [];
  const add = (userId: string, role: Role, unitIds: readonly string[], locale: Language, family?: string): void => {
    let displayName = fullName(chance, locale, family);
    while (neighbours.some((other) => other.displayName === displayName))
      displayName = fullName(chance, locale, family);
    neighbours.push({ userId, displayName, locale, phone: phoneOf(neighbours.length + 1), role, unitIds });
  };

  TEAM.forEach((role, index) => void add(`staff-${index + 1}`, role, [], 'pt'));
  const letUnits = LET_UNIT_IDS.slice(1);
  for (let owner = 0; owner < OWNERS; owner++) {
    const units = letUnits.filter((_unit, index) => index % OWNERS === owner);
    add(`owner-${owner + 1}`, 'owner', units, owner % 4 === 3 ? 'es' : 'pt');
  }
  households().forEach((unitId, index) => {
    const locale: Language = chance.oneIn(9) ? chance.pick(['en', 'es']) : 'pt';
    const family = familyName(chance, locale);
    const size = index < LARGE_HOUSEHOLDS ? 3 : 2;
    for (let member = 1; member <= size; member++) add(`${unitId}-${member}`, 'resident', [unitId], locale, family);
  });
  return neighbours;
}

/** The units where somebody lives; who has a fixed name lives alone. */
function households(): string[] {
  const taken = new Set([...LET_UNIT_IDS, ...DEMO_PEOPLE.map(({ unitId }) => unitId)]);
  return DEMO_UNITS.map(({ unitId }) => unitId).filter((unitId) => !taken.has(unitId));
}

export function neighbourMembership({ userId, displayName, role, unitIds }: Neighbour): Membership {
  const { buildingId } = DEMO_BUILDING;
  return { buildingId, userId, displayName, status: 'active', roles: [role], unitIds: [...unitIds] };
}
