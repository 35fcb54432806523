import type { Building } from '@bos/buildings/buildings/building';
import type { Device, DoorDevice } from '@bos/buildings/devices/device';
import type { Unit } from '@bos/buildings/units/unit';
import type { Channel } from '@bos/conversations/channels/channel';

const buildingId = 'demo';

export const DEMO_BUILDING: Building = {
  buildingId,
  name: 'Residencial Aurora',
  timeZone: 'America/Sao_Paulo',
  languages: ['pt', 'en', 'es'],
  emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
};

/** The business numbers of the building, with WhatsApp's ids of them. */
export const DEMO_CHANNELS: readonly Channel[] = [
  { phoneNumberId: '109917730042258', displayPhoneNumber: '551100000100', buildingIds: [buildingId] },
  { phoneNumberId: '108845120033471', displayPhoneNumber: '12025550142', buildingIds: [buildingId] },
  { phoneNumberId: '107760981155324', displayPhoneNumber: '541100000100', buildingIds: [buildingId] },
];

const UNITS_OF_TOWER = {
  A: [
    ...['0104', '0201', '0202', '0301', '0401', '0503', '0504', '0602', '0704', '0801'],
    ...['0802', '0901', '1002', '1004', '1101', '1203', '1204', '1302', '1401', '1402'],
  ],
  B: [
    ...['0101', '0102', '0203', '0302', '0304', '0402', '0501', '0603', '0604', '0701'],
    ...['0803', '0804', '0903', '1001', '1003', '1102', '1103', '1201', '1303', '1304'],
  ],
};

/** Units that are let by the night, 0704 first: each has a lock of its own. */
export const LET_UNIT_IDS: readonly string[] = [
  ...['0704', '0801', '0802', '0901', '1002', '1004', '1101'],
  ...['0603', '0604', '0701', '0803', '0903', '1102'],
];

/** The first two digits of a unit are its floor. */
export const DEMO_UNITS: readonly Unit[] = Object.entries(UNITS_OF_TOWER).flatMap(([tower, unitIds]) =>
  unitIds.map((unitId) => ({ buildingId, unitId, tower, floor: Number(unitId.slice(0, 2)) })),
);

type DoorPart = Pick<DoorDevice, 'deviceId' | 'name' | 'door'> &
  Partial<Pick<DoorDevice, 'tower' | 'unitId' | 'simulation'>>;

function door({ simulation = 'works', ...part }: DoorPart): Device {
  return { kind: 'door', buildingId, gateway: 'simulator', simulation, ...part };
}

/** Between them they show every way in which a device answers. Floor -1 is the garage. */
export const DEMO_DEVICES: readonly Device[] = [
  door({ deviceId: 'gate', name: 'Portão da rua', door: 'gate' }),
  door({ deviceId: 'lobby-a', name: 'Hall da Torre A', door: 'lobby', tower: 'A' }),
  door({ deviceId: 'lobby-b', name: 'Hall da Torre B', door: 'lobby', tower: 'B' }),
  door({ deviceId: 'garage', name: 'Portão da garagem', door: 'garage', simulation: 'refuses' }),
  door({ deviceId: 'service', name: 'Entrada de serviço', door: 'service', simulation: 'offline' }),
  door({ deviceId: 'unit-1203', name: 'Porta do 1203', door: 'unit', tower: 'A', unitId: '1203' }),
  door({ deviceId: 'unit-0704', name: 'Porta do 0704', door: 'unit', tower: 'A', unitId: '0704' }),
  door({ deviceId: 'unit-0302', name: 'Porta do 0302', door: 'unit', tower: 'B', unitId: '0302' }),
  ...DEMO_UNITS.filter(({ unitId }) => unitId !== '0704' && LET_UNIT_IDS.includes(unitId)).map(
    ({ unitId, tower = '' }) =>
      door({ deviceId: `unit-${unitId}`, name: `Porta do ${unitId}`, door: 'unit', tower, unitId }),
  ),
  elevator('elevator-a', 'Elevador da Torre A', 14, 'works', 'A'),
  elevator('elevator-b', 'Elevador da Torre B', 13, 'offline', 'B'),
  elevator('elevator-service', 'Elevador de serviço', 14, 'stalls'),
];

function elevator(
  deviceId: string,
  name: string,
  highestFloor: number,
  simulation: 'works' | 'offline' | 'stalls',
  tower?: string,
): Device {
  return {
    kind: 'elevator',
    buildingId,
    deviceId,
    name,
    gateway: 'simulator',
    simulation,
    lowestFloor: -1,
    highestFloor,
    ...(tower !== undefined && { tower }),
  };
}
