import { arrivalGuideEntity } from '@bos/buildings/buildings/arrival-guide';
import { createArrivalGuideStore } from '@bos/buildings/buildings/arrival-guide-store';
import { buildingEntity } from '@bos/buildings/buildings/building';
import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { operatorEntity } from '@bos/buildings/buildings/operator';
import { vendorEntity } from '@bos/buildings/buildings/vendor';
import { createVendorStore } from '@bos/buildings/buildings/vendor-store';
import { deviceEntity } from '@bos/buildings/devices/device';
import { createDeviceStore } from '@bos/buildings/devices/device-store';
import { unitEntity } from '@bos/buildings/units/unit';
import { createUnitStore } from '@bos/buildings/units/unit-store';
import { ofStore, type RoomPatterns } from './patterns.ts';
import { AT, BUILDING } from './places.ts';
import { idOf, typical } from './typical.ts';

const buildingId = BUILDING;
const OPERATOR = idOf(750);
const numbered = (n: number): string => String(n).padStart(2, '0');

export const buildingPatterns: RoomPatterns = {
  items: async () => [
    typical(
      buildingEntity,
      {
        buildingId,
        name: 'Residencial Aurora',
        timeZone: 'America/Sao_Paulo',
        languages: ['pt', 'en', 'es'],
        emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
      },
      { another: (n) => ({ buildingId: `demo-${numbered(n)}` }) },
    ),
    typical(operatorEntity, { userId: OPERATOR, addedAt: AT, addedBy: 'command-line' }),
    typical(
      arrivalGuideEntity,
      {
        buildingId,
        wifi: { network: 'Aurora', password: 'aurora2026' },
        directions: { pt: 'Portão à esquerda.', en: 'The gate on the left.', es: 'El portón de la izquierda.' },
      },
      { another: (n) => ({ unitId: `12${numbered(n)}` }) },
    ),
    typical(
      vendorEntity,
      {
        buildingId,
        vendorId: idOf(760),
        trade: 'elevators',
        name: 'Elevadores Subida',
        phone: '551130000000',
        email: 'plantao@example.com',
      },
      { another: (n) => ({ vendorId: idOf(760 + n) }) },
    ),
    typical(
      unitEntity,
      { buildingId, unitId: '1200', tower: 'A', floor: 12 },
      { another: (n) => ({ unitId: `12${numbered(n)}` }) },
    ),
    typical(
      deviceEntity,
      {
        kind: 'door',
        buildingId,
        deviceId: 'unit-1200',
        name: 'Porta do 1203',
        door: 'unit',
        unitId: '1200',
        tower: 'A',
        gateway: 'simulator',
      },
      { another: (n) => ({ deviceId: `unit-12${numbered(n)}` }) },
    ),
  ],
  reads: [
    ...ofStore('buildings', ({ table }) => createBuildingStore(table), {
      get: { by: 'every message and mission, for time zone and languages', run: (store) => store.get(buildingId) },
      getMany: {
        by: 'list of one’s buildings; the question which building is meant',
        run: (store) => store.getMany([buildingId, 'demo-01', 'demo-02']),
      },
      listAll: { by: 'schedules; one request for each 100', run: (store) => store.listAll() },
    }),
    {
      name: 'operator',
      usedBy: 'the setting up of a building',
      run: ({ table }) => table.get(operatorEntity, { userId: OPERATOR }),
    },
    ...ofStore('arrival guides', ({ table }) => createArrivalGuideStore(table), {
      get: { by: 'console and API: the guide of a building or unit', run: (store) => store.get(buildingId) },
      forArrival: { by: 'what somebody who arrives is told', run: (store) => store.forArrival(buildingId, '1201') },
    }),
    ...ofStore('vendors', ({ table }) => createVendorStore(table), {
      get: { by: 'one firm', run: (store) => store.get(buildingId, idOf(760)) },
      list: { by: 'console and API: the firms that work for a building', run: (store) => store.list(buildingId) },
    }),
    ...ofStore('units', ({ table }) => createUnitStore(table), {
      get: { by: 'what a unit is named for', run: (store) => store.get(buildingId, '1200') },
      getMany: { by: 'towers of a member’s units', run: (store) => store.getMany(buildingId, ['1200', '1201']) },
      list: { by: 'console and API: list of units', run: (store) => store.list(buildingId) },
    }),
    ...ofStore('devices', ({ table }) => createDeviceStore(table), {
      get: { by: 'commands to a device', run: (store) => store.get(buildingId, 'unit-1200') },
      list: { by: 'console and API: list of devices', run: (store) => store.list(buildingId) },
      doors: { by: 'the door that somebody names; one request for each 100', run: (store) => store.doors(buildingId) },
      elevators: {
        by: 'the elevator that somebody names; one request for each 100',
        run: (store) => store.elevators(buildingId),
      },
    }),
  ],
};
