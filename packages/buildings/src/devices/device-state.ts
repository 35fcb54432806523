import * as z from 'zod';
import type { Device } from './device.ts';

/** Per cent of what a full one holds. */
export const batterySchema = z.number().min(0).max(100);

/** What a device says of itself. */
export const deviceStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('door'), locked: z.boolean(), battery: batterySchema.optional() }),
  z.object({ kind: z.literal('elevator'), floor: z.number().int(), doors: z.enum(['open', 'closed']).optional() }),
  z.object({ kind: z.literal('camera'), status: z.enum(['idle', 'recording', 'streaming']) }),
  z.object({
    kind: z.literal('sensor'),
    /** Degrees Celsius of a thermometer; of all others whether there is what they sense, or a door stands open. */
    value: z.union([z.number(), z.boolean()]),
    battery: batterySchema.optional(),
  }),
  /** Cubic metres of water and gas, kilowatt hours of electricity. */
  z.object({ kind: z.literal('meter'), value: z.number().min(0), battery: batterySchema.optional() }),
]);
export type DeviceState = z.infer<typeof deviceStateSchema>;

export const openDoorSchema = z.object({ kind: z.literal('open_door') });
/** Sends the car to `floor`; `toFloor` is where its rider goes from there. */
export const callElevatorSchema = z.object({
  kind: z.literal('call_elevator'),
  floor: z.number().int().min(-20).max(200),
  toFloor: z.number().int().min(-20).max(200).optional(),
});
export const deviceCommandSchema = z.discriminatedUnion('kind', [openDoorSchema, callElevatorSchema]);
export type DeviceCommand = z.infer<typeof deviceCommandSchema>;

/** The commands that a device of each kind understands. Whoever understands none is only read. */
export const COMMANDS_OF: Readonly<Record<Device['kind'], readonly DeviceCommand['kind'][]>> = {
  door: ['open_door'],
  elevator: ['call_elevator'],
  camera: [],
  sensor: [],
  meter: [],
};

/** Whether the device can do that at all: its kind knows the command, and an elevator the floors. */
export function understands(device: Device, command: DeviceCommand): boolean {
  if (!COMMANDS_OF[device.kind].includes(command.kind)) return false;
  if (device.kind !== 'elevator' || command.kind !== 'call_elevator') return true;
  const served = (floor: number) => floor >= device.lowestFloor && floor <= device.highestFloor;
  return served(command.floor) && (command.toFloor === undefined || served(command.toFloor));
}

/** Whether codes of the building can be set on it, and read back. Home Assistant shows nobody what a lock holds. */
export function holdsCodes({ kind, gateway }: Pick<Device, 'kind' | 'gateway'>): boolean {
  return kind === 'door' && gateway === 'simulator';
}

/** Whether the device shows what the command wanted. */
export function shows(state: DeviceState | undefined, command: DeviceCommand): boolean {
  switch (command.kind) {
    case 'open_door':
      return state?.kind === 'door' && !state.locked;
    case 'call_elevator':
      return state?.kind === 'elevator' && state.floor === command.floor;
  }
}
