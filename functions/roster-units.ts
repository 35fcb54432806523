import { deviceEntity } from '@bos/buildings/devices/device';
import { unitEntity } from '@bos/buildings/units/unit';
import { createUnitStore } from '@bos/buildings/units/unit-store';
import type { RosterUnits } from '@bos/people/roster/roster-units';
import { reservationEntity } from '@bos/stays/reservations/reservation-entity';
import type { Table } from '@bos/table/table';
import { create, remove, replace } from '@bos/table/write';

/** The units of a building, for its roster. */
export function rosterUnits(table: Table): RosterUnits {
  return {
    getMany: createUnitStore(table).getMany,
    create: (unit) => create(unitEntity, unit),
    replace: (before, after) => replace(unitEntity, before, after),
    remove: (before) => remove(unitEntity, before),
    async isInUse(buildingId, unitId) {
      const first = { index: 'GSI1', limit: 1 } as const;
      const [devices, stays] = await Promise.all([
        table.list(deviceEntity, { buildingId, unitId }, first),
        table.list(reservationEntity, { buildingId, unitId }, first),
      ]);
      return devices.items.length > 0 || stays.items.length > 0;
    },
  };
}
