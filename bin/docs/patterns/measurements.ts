import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const lifeSchema = z.object({
  /** Of a typical item, as DynamoDB counts them. */
  bytes: z.number(),
  create: z.number(),
  change: z.number(),
  end: z.number().optional(),
  remove: z.number(),
});

const readSchema = z.object({
  name: z.string(),
  usedBy: z.string(),
  entity: z.string(),
  operation: z.enum(['Get', 'BatchGet', 'Query']),
  index: z.string().optional(),
  /** Key templates, the second one as far as it is known to whoever asks. */
  partition: z.string(),
  sort: z.string(),
  consistent: z.boolean(),
  items: z.number(),
  bytes: z.number(),
  readUnits: z.number(),
  /** Data keys that a process reads before it can decrypt what was found, when it has none yet. */
  keys: z.number(),
});
export type MeasuredRead = z.infer<typeof readSchema>;

const measurementsSchema = z.object({
  /** Write units of the writes in the life of a typical item, its index entries included, by entity. */
  lives: z.record(z.string(), lifeSchema),
  reads: z.array(readSchema),
  /** What consists of several of them. */
  /** What a function writes in one request, when people write; the most that was consumed. */
  transactions: z.array(z.object({ by: z.string(), writes: z.string(), items: z.number(), writeUnits: z.number() })),
  composed: z.array(z.object({ name: z.string(), usedBy: z.string(), of: z.array(z.string()) })),
});

/** What each access pattern costs, as it was measured on the engine; a test measures anew and compares. */
export type Measurements = z.infer<typeof measurementsSchema>;

export const MEASUREMENTS_FILE = join(import.meta.dirname, 'measurements.json');

export function readMeasurements(): Measurements {
  return measurementsSchema.parse(JSON.parse(readFileSync(MEASUREMENTS_FILE, 'utf8')));
}
