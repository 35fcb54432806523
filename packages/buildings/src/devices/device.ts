import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const DOORS = ['gate', 'lobby', 'garage', 'unit', 'service'] as const;
export const doorSchema = z.enum(DOORS);
export type Door = z.infer<typeof doorSchema>;

/** How a simulated device behaves until it is told otherwise; a real one has no such field. */
export const simulationSchema = z.enum(['works', 'refuses', 'stalls', 'offline']);

export const GATEWAYS = ['simulator', 'home_assistant'] as const;
export const SENSES = ['leak', 'smoke', 'temperature', 'door_contact'] as const;
export const METERED = ['water', 'electricity', 'gas'] as const;

const place = { buildingId: z.string(), deviceId: z.string() };

const settings = {
  name: z.string().min(1).max(80),
  tower: z.string().max(20).optional(),
  /** Which gateway reaches it. */
  gateway: z.enum(GATEWAYS),
  /** What Home Assistant calls it: a domain and a name. It becomes part of an address. */
  entityId: z
    .string()
    .regex(/^[a-z_]{1,40}\.[a-z0-9_]{1,120}$/)
    .optional(),
  /** Whoever sends readings and is not heard of for so long is offline. */
  silentAfterMinutes: z.number().int().min(5).max(10_080).optional(),
};
const inUnit = { unitId: z.string().optional() };

/** Of every kind, with what all have in common. */
function kinds<C extends z.ZodRawShape>(common: C) {
  return [
    /** Whatever lets people through: the lock of a flat, a gate, a barrier. */
    z.object({ kind: z.literal('door'), door: doorSchema, ...inUnit, ...common }),
    z.object({ kind: z.literal('elevator'), lowestFloor: z.number().int(), highestFloor: z.number().int(), ...common }),
    /** It is only asked how it is: pictures are no business of this system. */
    z.object({ kind: z.literal('camera'), ...common }),
    z.object({ kind: z.literal('sensor'), senses: z.enum(SENSES), ...inUnit, ...common }),
    z.object({ kind: z.literal('meter'), meters: z.enum(METERED), ...inUnit, ...common }),
  ] as const;
}

const NEEDS_ENTITY = { path: ['entityId'], message: 'needed for Home Assistant' };

function isComplete({
  gateway,
  entityId,
}: {
  readonly gateway: string;
  readonly entityId?: string | undefined;
}): boolean {
  return gateway !== 'home_assistant' || entityId !== undefined;
}

export const deviceSchema = z
  .discriminatedUnion('kind', kinds({ ...place, ...settings, simulation: simulationSchema.optional() }))
  .refine(isComplete, NEEDS_ENTITY);

/** What somebody says of a device that is added or configured anew. */
export const deviceSettingsSchema = z.discriminatedUnion('kind', kinds(settings)).refine(isComplete, NEEDS_ENTITY);

/** A physical device that the building's software can command or read. */
export type Device = z.infer<typeof deviceSchema>;
export type DoorDevice = Extract<Device, { kind: 'door' }>;
export type ElevatorDevice = Extract<Device, { kind: 'elevator' }>;

export const deviceEntity = defineEntity<Device>({
  type: 'device',
  description: 'A door, elevator, camera, sensor or meter behind a gateway.',
  schemaVersion: 2,
  // Cameras, sensors and meters are new, and so is Home Assistant: what was there stays what it is.
  upgrades: [{ from: 1, apply: (data) => data }],
  schema: deviceSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'DEVICE#{deviceId}',
    GSI1PK: 'BUILDING#{buildingId}#UNIT#{unitId}',
    GSI1SK: 'DEVICE#{deviceId}',
  },
});
