import { vendorEntity } from '@bos/buildings/buildings/vendor';
import { rosterImportEntity } from '@bos/people/roster/roster-import';
import { create, type WriteOperation } from '@bos/table/write';
import { HOME } from './things.ts';

/** What the operations of buildings, units and rosters are given, by operation; `name` makes new things new. */
export function buildingBodies(name: string): Readonly<Record<string, unknown>> {
  const vendor = { trade: 'elevators', name: 'Subida', phone: '+55 11 3000-0000' };
  return {
    createBuilding: {
      id: `new-${name}`,
      name: 'New',
      timeZone: 'America/Sao_Paulo',
      languages: ['pt'],
      emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
      manager: { name: 'Ana', phone: '+5511900000312' },
    },
    changeBuilding: { timeZone: 'America/Sao_Paulo' },
    writeArrivalGuide: { directions: { en: 'By the gate.' } },
    writeUnitArrivalGuide: { wifi: { network: 'u', password: 'p' } },
    createVendor: vendor,
    changeVendor: vendor,
    createUnit: { unitId: `n-${name}`, floor: 1 },
    createUnits: { units: [{ unitId: `m-${name}`, floor: 1 }] },
    changeUnit: { floor: 12 },
    previewRoster: { csv: 'unit;floor\n1203;12\n' },
    importRoster: { csv: 'unit;floor\n1203;12\n' },
  };
}

/** The id of an import, which has a shape of its own. */
export const rosterOf = (name: string): string => `R${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`.padEnd(26, '0');

/** A firm that works for the building, and an import of a roster. */
export function buildingThings(name: string, buildingId = HOME): WriteOperation[] {
  const startedAt = '2026-11-22T12:00:00.000Z';
  const imported = { buildingId, importId: rosterOf(name), startedBy: 'desk', startedAt, lines: 0 };
  const nothing = { unitsCreated: 0, unitsChanged: 0, peopleAdded: 0, peopleChanged: 0 };
  return [
    create(vendorEntity, { buildingId, vendorId: `f-${name}`, trade: 'elevators', name: 'Subida' }),
    create(rosterImportEntity, { ...imported, ...nothing, status: 'applied', finishedAt: startedAt }),
  ];
}
