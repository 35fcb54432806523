import { type ActionResult, refused, resultOf } from './action-result.ts';
import {
  type CommandDependencies,
  commandDevice,
  type OrderTerms,
  readBackCommand,
  refuseOrder,
} from './command-device.ts';
import type { Door, DoorDevice } from './device.ts';
import type { DeviceCommand } from './device-state.ts';
import { createDeviceStore } from './device-store.ts';
import { type DoorRequester, mayOpenDoor } from './door-rights.ts';
import { isSameUnit, spokenUnits } from './spoken-place.ts';
import { inTower, towersOf } from './towers.ts';

export interface OpenDoorCommand extends OrderTerms {
  readonly buildingId: string;
  readonly requester: DoorRequester;
  /** Which kind of door; undefined when the person did not say. */
  readonly door?: Door;
  /** What the person wrote: it may name a tower or a unit. */
  readonly said: string;
}

export type DoorDependencies = CommandDependencies;

export type OpenedDoor = {
  readonly deviceId: string;
  readonly name: string;
  readonly door: Door;
};

/** `device` and a code: that door was meant, and it is not that person's to open. */
type Resolution =
  | { readonly device: DoorDevice; readonly refusal?: string }
  | (ReturnType<typeof refused> & { readonly device?: never });

const OPEN: DeviceCommand = { kind: 'open_door' };

function only(devices: readonly DoorDevice[]): Resolution {
  const [device, ...others] = devices;
  if (device === undefined) return refused('DOOR_UNKNOWN');
  return others.length === 0 ? { device } : refused('DOOR_AMBIGUOUS', { candidates: devices.map(({ name }) => name) });
}

/** The door, with the refusal when it is not that person's to open. */
function judged(resolved: Resolution, requester: DoorRequester): Resolution {
  if (resolved.device === undefined) return resolved;
  const verdict = mayOpenDoor(requester, resolved.device);
  return verdict.allowed ? resolved : { ...resolved, refusal: verdict.code };
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

/** Somebody whose time is over learns that, and nothing about the doors. */
async function resolveDoor(deps: DoorDependencies, command: OpenDoorCommand): Promise<Resolution> {
  const resolved = await resolveWanted(deps, command);
  return command.requester.inForce || resolved.device !== undefined ? resolved : refused('NOT_IN_FORCE');
}

async function resolveWanted({ table }: DoorDependencies, command: OpenDoorCommand): Promise<Resolution> {
  const { buildingId, requester, door, said } = command;
  const doors = await createDeviceStore(table).doors(buildingId);
  if (door === undefined) {
    const common = doors.filter((device) => device.door !== 'unit').map(({ name }) => name);
    return refused('DOOR_UNCLEAR', { candidates: common });
  }
  const ofKind = doors.filter((device) => device.door === door);
  if (door === 'unit') return judged(resolveUnitDoor(ofKind, command), requester);
  const resolved = only(inTower(ofKind, said, await towersOf(table, buildingId, requester.unitIds)));
  // Whoever may not open that kind of door need not be asked which one.
  const verdict = mayOpenDoor(requester, { door });
  return verdict.allowed || resolved.device !== undefined ? judged(resolved, requester) : refused(verdict.code);
}

function opened({ deviceId, name, door }: DoorDevice): OpenedDoor {
  return { deviceId, name, door };
}

/** Opens the door that is meant, if it is that person's to open. Fails with a code that a reply can explain. */
export async function openDoor(deps: DoorDependencies, command: OpenDoorCommand): Promise<ActionResult<OpenedDoor>> {
  const resolved = await resolveDoor(deps, command);
  if (resolved.device === undefined) return resolved;
  const { device, refusal } = resolved;
  if (refusal === undefined) return resultOf(await commandDevice(deps, device, OPEN, command), device, opened(device));
  await refuseOrder(deps, device, OPEN, { ...command, code: refusal });
  return refused(refusal);
}

/** What a broken-off attempt to open a door has done. Touches nothing. */
export async function readBackDoor(
  deps: DoorDependencies,
  command: OpenDoorCommand,
): Promise<ActionResult<OpenedDoor>> {
  const { device } = await resolveDoor(deps, command);
  if (device === undefined) return { kind: 'unknown', detail: {} };
  return resultOf(await readBackCommand(deps, device, command), device, opened(device));
}
