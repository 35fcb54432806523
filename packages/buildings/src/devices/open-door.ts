import type { Table } from '@bos/table/table';
import { type ActionResult, commandDevice, readBackDevice, refused } from './command-device.ts';
import type { Door, DoorDevice } from './device.ts';
import type { DeviceCommand, DeviceGateway } from './device-gateway.ts';
import { createDeviceStore } from './device-store.ts';
import { type DoorRequester, mayOpenDoor } from './door-rights.ts';
import { isSameUnit, spokenUnits } from './spoken-place.ts';
import { inTower, towersOf } from './towers.ts';

export interface OpenDoorCommand {
  readonly buildingId: string;
  readonly requester: DoorRequester;
  /** Which kind of door; undefined when the person did not say. */
  readonly door?: Door;
  /** What the person wrote: it may name a tower or a unit. */
  readonly said: string;
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
}

export interface DoorDependencies {
  readonly table: Table;
  readonly gateway: DeviceGateway;
}

export type OpenedDoor = {
  readonly deviceId: string;
  readonly name: string;
  readonly door: Door;
};

type Resolution = { readonly device: DoorDevice } | ReturnType<typeof refused>;

const OPEN: DeviceCommand = { kind: 'open_door' };

function only(devices: readonly DoorDevice[]): Resolution {
  const [device, ...others] = devices;
  if (device === undefined) return refused('DOOR_UNKNOWN');
  return others.length === 0 ? { device } : refused('DOOR_AMBIGUOUS', { candidates: devices.map(({ name }) => name) });
}

/** A number that is not the person's own never opens the person's own door: somebody else's may be meant. */
function resolveUnitDoor(doors: readonly DoorDevice[], { requester, said }: OpenDoorCommand): Resolution {
  const isOwn = (unitId: string) => requester.unitIds.some((own) => isSameUnit(own, unitId));
  const named = spokenUnits(said);
  if (named.some((unitId) => !isOwn(unitId))) {
    const others = doors.filter(({ unitId }) => unitId !== undefined && named.some((one) => isSameUnit(one, unitId)));
    return others.length === 0 ? refused('DOOR_UNKNOWN') : only(others);
  }
  const wanted = named.length > 0 ? named : requester.unitIds;
  const own = doors.filter(({ unitId }) => unitId !== undefined && wanted.some((one) => isSameUnit(one, unitId)));
  return requester.unitIds.length === 0 ? refused('NOT_YOUR_UNIT') : only(own);
}

async function resolveDoor({ table }: DoorDependencies, command: OpenDoorCommand): Promise<Resolution> {
  const { buildingId, requester, door, said } = command;
  if (!requester.inForce) return refused('NOT_IN_FORCE');
  const doors = await createDeviceStore(table).doors(buildingId);
  if (door === undefined) {
    const common = doors.filter((device) => device.door !== 'unit').map(({ name }) => name);
    return refused('DOOR_UNCLEAR', { candidates: common });
  }
  const ofKind = doors.filter((device) => device.door === door);
  if (door === 'unit') {
    const resolved = resolveUnitDoor(ofKind, command);
    if (!('device' in resolved)) return resolved;
    const verdict = mayOpenDoor(requester, resolved.device);
    return verdict.allowed ? resolved : refused(verdict.code);
  }
  // Whoever may not open that kind of door need not be asked which one.
  const verdict = mayOpenDoor(requester, { door });
  if (!verdict.allowed) return refused(verdict.code);
  return only(inTower(ofKind, said, await towersOf(table, buildingId, requester.unitIds)));
}

function opened({ deviceId, name, door }: DoorDevice): OpenedDoor {
  return { deviceId, name, door };
}

/** Opens the door that is meant, if it is that person's to open. Fails with a code that a reply can explain. */
export async function openDoor(deps: DoorDependencies, command: OpenDoorCommand): Promise<ActionResult<OpenedDoor>> {
  const resolved = await resolveDoor(deps, command);
  if (!('device' in resolved)) return resolved;
  const { device } = resolved;
  return commandDevice(deps.gateway, device, OPEN, command, opened(device));
}

/** What a broken-off attempt to open a door has done. Touches nothing. */
export async function readBackDoor(
  deps: DoorDependencies,
  command: OpenDoorCommand,
): Promise<ActionResult<OpenedDoor>> {
  const resolved = await resolveDoor(deps, command);
  if (!('device' in resolved)) return { kind: 'unknown', detail: {} };
  const { device } = resolved;
  return readBackDevice(deps.gateway, device, OPEN, command.signal, opened(device));
}
