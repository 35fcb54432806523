import type { Building } from '@bos/buildings/buildings/building';
import { type Unit, unitEntity } from '@bos/buildings/units/unit';
import type { Channel } from '@bos/conversations/channels/channel';
import type { Role } from '@bos/kernel/role';
import type { Membership } from '@bos/people/memberships/membership';
import { create, type WriteOperation } from '@bos/table/write';
import { type Chance, chanceOf } from '../demo/life/chance.ts';
import { fullName } from '../demo/life/names.ts';
import type { SeededPerson } from '../demo/person-writes.ts';
import { scaleBuildingId } from './scale.ts';

const UNITS_A_FLOOR = 10;
/** One unit in so many has somebody who is known by name, one in so many is let by the night. */
const UNITS_A_RESIDENT = 3;
export const UNITS_A_LET = 5;
const STAFF: readonly Role[] = ['manager', 'front_desk', 'maintenance', 'housekeeping'];
/** No building has as many people. */
const NUMBERS_A_BUILDING = 1_000;

export interface ScalePerson {
  readonly person: SeededPerson;
  readonly membership: Membership;
}

/** Everything of one building that stands for as long as it does. */
export interface ScaleBuilding {
  readonly building: Building;
  readonly channel: Channel;
  readonly units: readonly Unit[];
  readonly people: readonly ScalePerson[];
  /** The rest is invented from here on. */
  readonly chance: Chance;
}

function unitsOf(buildingId: string, count: number): Unit[] {
  return Array.from({ length: count }, (_, index) => {
    const floor = Math.floor(index / UNITS_A_FLOOR) + 1;
    const unitId = `${String(floor).padStart(2, '0')}${String((index % UNITS_A_FLOOR) + 1).padStart(2, '0')}`;
    return { buildingId, unitId, tower: 'A', floor };
  });
}

/** The building of that number, from 1: the same whenever it is made. */
export function scaleBuilding(number: number, unitCount: number): ScaleBuilding {
  const chance = chanceOf(number * 7_919);
  const buildingId = scaleBuildingId(number);
  const units = unitsOf(buildingId, unitCount);
  const people: ScalePerson[] = [];
  const add = (name: string, role: Role, unitIds: string[]): void => {
    const userId = `${buildingId}-${name}`;
    const displayName = fullName(chance, 'pt');
    const line = number * NUMBERS_A_BUILDING + people.length;
    people.push({
      person: { userId, displayName, locale: 'pt', phone: `55219${String(line).padStart(8, '0')}` },
      membership: { buildingId, userId, displayName, status: 'active', roles: [role], unitIds },
    });
  };
  for (const role of STAFF) add(role, role, []);
  for (const [index, { unitId }] of units.entries()) {
    if (index % UNITS_A_RESIDENT === 0) add(unitId, 'resident', [unitId]);
  }
  return {
    building: {
      buildingId,
      name: `Condomínio ${number}`,
      timeZone: 'America/Sao_Paulo',
      languages: ['pt', 'en', 'es'],
      emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
    },
    channel: {
      phoneNumberId: `9${String(number).padStart(14, '0')}`,
      displayPhoneNumber: `55213${String(number).padStart(7, '0')}`,
      buildingIds: [buildingId],
    },
    units,
    people,
    chance,
  };
}

export function unitWrites(units: readonly Unit[]): WriteOperation[][] {
  return units.map((unit) => [create(unitEntity, unit)]);
}
