import { type ActionResult, refused, resultOf } from './action-result.ts';
import { type CommandDependencies, commandDevice, type OrderTerms, readBackCommand } from './command-device.ts';
import type { ElevatorDevice } from './device.ts';
import type { DeviceCommand } from './device-state.ts';
import { createDeviceStore } from './device-store.ts';
import { spokenFloor } from './spoken-floor.ts';
import { isServiceName, meansServiceElevator } from './spoken-place.ts';
import { inTower, towersOf } from './towers.ts';

export interface CallElevatorCommand extends OrderTerms {
  readonly buildingId: string;
  /** The person's units, which tell the tower. */
  readonly unitIds: readonly string[];
  /** Where the rider is, in the rider's words. */
  readonly from?: string;
  /** Where it is to go, in the rider's words. Without `from` it is sent there. */
  readonly to?: string;
  /** What the person wrote: it may name a tower, or the service elevator. */
  readonly said: string;
}

export type ElevatorDependencies = CommandDependencies;

export type CalledElevator = {
  readonly deviceId: string;
  readonly name: string;
  readonly floor: number;
};

type Found = { readonly device: ElevatorDevice; readonly command: Extract<DeviceCommand, { kind: 'call_elevator' }> };
type Resolution = Found | ReturnType<typeof refused>;

function called({ device: { deviceId, name }, command: { floor } }: Found): CalledElevator {
  return { deviceId, name, floor };
}

function resolveFloors(device: ElevatorDevice, { from, to }: CallElevatorCommand): Resolution {
  const { name, lowestFloor, highestFloor } = device;
  const start = from ?? to;
  if (start === undefined) return refused('FLOOR_MISSING', { name });
  const floor = spokenFloor(start, device);
  const toFloor = from === undefined || to === undefined ? undefined : spokenFloor(to, device);
  const served = (wanted: number) => wanted >= lowestFloor && wanted <= highestFloor;
  if (floor === undefined || !served(floor) || (toFloor !== undefined && !served(toFloor))) {
    return refused('FLOOR_UNKNOWN', { name, lowestFloor, highestFloor });
  }
  return { device, command: { kind: 'call_elevator', floor, ...(toFloor !== undefined && { toFloor }) } };
}

async function resolveElevator({ table }: ElevatorDependencies, command: CallElevatorCommand): Promise<Resolution> {
  const { buildingId, unitIds, said } = command;
  const service = meansServiceElevator(said);
  const elevators = (await createDeviceStore(table).elevators(buildingId)).filter(
    ({ name }) => isServiceName(name) === service,
  );
  const [device, ...others] = inTower(elevators, said, await towersOf(table, buildingId, unitIds));
  if (device === undefined) return refused('ELEVATOR_UNKNOWN');
  if (others.length > 0) {
    return refused('ELEVATOR_AMBIGUOUS', { candidates: [device, ...others].map(({ name }) => name) });
  }
  return resolveFloors(device, command);
}

/** Sends the elevator that is meant to the rider. Fails with a code that a reply can explain. */
export async function callElevator(
  deps: ElevatorDependencies,
  command: CallElevatorCommand,
): Promise<ActionResult<CalledElevator>> {
  const resolved = await resolveElevator(deps, command);
  if (!('device' in resolved)) return resolved;
  const { device } = resolved;
  return resultOf(await commandDevice(deps, device, resolved.command, command), device, called(resolved));
}

/** What a broken-off call has done. Touches nothing. */
export async function readBackElevator(
  deps: ElevatorDependencies,
  command: CallElevatorCommand,
): Promise<ActionResult<CalledElevator>> {
  const resolved = await resolveElevator(deps, command);
  if (!('device' in resolved)) return { kind: 'unknown', detail: {} };
  const { device } = resolved;
  return resultOf(await readBackCommand(deps, device, command), device, called(resolved));
}
