import * as z from 'zod';
import type { Device } from '../device.ts';
import { batterySchema } from '../device-state.ts';

/**
 * What was measured, beside what else is said of it. Temperatures in degrees Celsius, batteries in per cent, consumption as
 * the meter counts it; a door contact says whether the door stands open.
 */
export function withValue<C extends z.ZodRawShape>(common: C) {
  return z.discriminatedUnion('measure', [
    z.object({ ...common, measure: z.literal('leak'), value: z.boolean() }),
    z.object({ ...common, measure: z.literal('smoke'), value: z.boolean() }),
    z.object({ ...common, measure: z.literal('door_contact'), value: z.boolean() }),
    z.object({ ...common, measure: z.literal('temperature'), value: z.number().min(-90).max(1_000) }),
    z.object({ ...common, measure: z.literal('battery'), value: batterySchema }),
    z.object({ ...common, measure: z.literal('consumption'), value: z.number().min(0).max(1e12) }),
  ]);
}

export const readingValueSchema = withValue({});
export type ReadingValue = z.infer<typeof readingValueSchema>;
type Measure = ReadingValue['measure'];

export const readingSchema = withValue({
  buildingId: z.string(),
  deviceId: z.string(),
  readingId: z.string(),
  /** ISO 8601: when it was measured, by the device's own clock. */
  at: z.iso.datetime(),
  receivedAt: z.string(),
});
/** One value of a device. `readingId` is the device's own: the same again is the same reading. */
export type Reading = z.infer<typeof readingSchema>;

/** What a device of that kind may report. */
export function measuresOf(device: Device): readonly Measure[] {
  switch (device.kind) {
    case 'door':
      return ['battery', 'door_contact'];
    case 'sensor':
      return [device.senses, 'battery'];
    case 'meter':
      return ['consumption', 'battery'];
    case 'camera':
      return ['battery'];
    case 'elevator':
      return [];
  }
}
