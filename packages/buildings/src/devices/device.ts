import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const DOORS = ['gate', 'lobby', 'garage', 'unit', 'service'] as const;
export const doorSchema = z.enum(DOORS);
export type Door = z.infer<typeof doorSchema>;

/** How a simulated device behaves; a real one has no such field. */
export const simulationSchema = z.enum(['works', 'refuses', 'stalls', 'offline']);

const common = {
  buildingId: z.string(),
  deviceId: z.string(),
  name: z.string().min(1).max(80),
  tower: z.string().max(20).optional(),
  /** Which gateway reaches it. */
  gateway: z.literal('simulator'),
  simulation: simulationSchema.optional(),
};

export const deviceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('door'), door: doorSchema, unitId: z.string().optional(), ...common }),
  z.object({ kind: z.literal('elevator'), lowestFloor: z.number().int(), highestFloor: z.number().int(), ...common }),
]);

/** A physical device that the building's software can command and read. */
export type Device = z.infer<typeof deviceSchema>;
export type DoorDevice = Extract<Device, { kind: 'door' }>;
export type ElevatorDevice = Extract<Device, { kind: 'elevator' }>;

export const deviceEntity = defineEntity<Device>({
  type: 'device',
  description: 'A door, elevator or other device behind a gateway.',
  schemaVersion: 1,
  schema: deviceSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'DEVICE#{deviceId}',
    GSI1PK: 'BUILDING#{buildingId}#UNIT#{unitId}',
    GSI1SK: 'DEVICE#{deviceId}',
  },
});
