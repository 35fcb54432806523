import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';
import type { Device } from './device.ts';
import { batterySchema } from './device-state.ts';

/** From then on it works again. */
const until = { until: z.iso.datetime().optional() };

/**
 * How a simulated device behaves. `stalls`: it takes the command, does nothing and never answers. `offline` and
 * `battery_empty`: it cannot be reached. `loses_answers`: it does what it is told, and no answer comes through. `late`: it
 * does it at once and says so later.
 */
export const simulationScriptSchema = z.discriminatedUnion('behaviour', [
  z.object({ behaviour: z.literal('works') }),
  z.object({ behaviour: z.literal('refuses'), ...until }),
  z.object({ behaviour: z.literal('stalls'), ...until }),
  z.object({ behaviour: z.literal('offline'), ...until }),
  z.object({ behaviour: z.literal('battery_empty'), ...until }),
  z.object({ behaviour: z.literal('loses_answers'), ...until }),
  z.object({ behaviour: z.literal('late'), answersAfterMilliseconds: z.number().int().min(1).max(60_000), ...until }),
]);
export type SimulationScript = z.infer<typeof simulationScriptSchema>;

export const simulatedDeviceSchema = z.object({
  buildingId: z.string(),
  deviceId: z.string(),
  /** Absent until somebody says how it is to behave. */
  script: simulationScriptSchema.optional(),
  battery: batterySchema.optional(),
  /** What a sensor senses and a meter counts. */
  value: z.union([z.number(), z.boolean()]).optional(),
  /** ISO 8601: until then a door stands open and an elevator waits. */
  openUntil: z.string().optional(),
  floor: z.number().int().optional(),
  /** A lock's memory: it tells one secret from another and shows none, so it keeps hashes alone. */
  codes: z.array(z.object({ slot: z.string(), hash: z.string() })),
  /** Hashes of the keys of the last commands that were carried out, the newest last. */
  carriedOut: z.array(z.string()),
});
export type SimulatedDevice = z.infer<typeof simulatedDeviceSchema>;

/**
 * In the table, and not in a process: threads, functions and a restart all meet the same device. It is there from the first
 * command on.
 */
export const simulatedDeviceEntity = defineEntity<SimulatedDevice>({
  type: 'simulated_device',
  description: 'What a simulated device remembers: its position, its codes, and how it was told to behave.',
  schemaVersion: 1,
  schema: simulatedDeviceSchema,
  keys: { PK: 'BUILDING#{buildingId}', SK: 'SIMULATED#{deviceId}' },
});

/** How it behaves at that time. */
export function behaviourOf(
  { simulation }: Pick<Device, 'simulation'>,
  { script }: Pick<SimulatedDevice, 'script'>,
  at: Date,
): SimulationScript {
  if (script === undefined) return { behaviour: simulation ?? 'works' };
  if (script.behaviour === 'works' || script.until === undefined) return script;
  return at.getTime() < Date.parse(script.until) ? script : { behaviour: 'works' };
}

/** Whether it can be asked anything. */
export function isReachable({ behaviour }: SimulationScript): boolean {
  return behaviour === 'works' || behaviour === 'refuses' || behaviour === 'late';
}
