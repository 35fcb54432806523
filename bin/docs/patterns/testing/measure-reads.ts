import type { MeasuredRead, Measurements } from '../measurements.ts';
import { bytesOf } from './item-bytes.ts';
import type { ReadPattern } from './patterns.ts';
import type { RecordedRequest } from './recorded-client.ts';

/** The requests of a pattern, and the data keys that it needed. */
export interface PatternRun {
  readonly requests: readonly RecordedRequest[];
  readonly keys: number;
}

function readOf({ name, usedBy }: ReadPattern, { requests, keys }: PatternRun): MeasuredRead {
  const [request] = requests;
  if (request === undefined || requests.length > 1)
    throw new Error(`${name} takes ${requests.length} requests, not one`);
  const { operation, index, consistent, items, units } = request;
  if (request.keys === undefined || (operation !== 'Get' && operation !== 'BatchGet' && operation !== 'Query')) {
    throw new Error(`${name} sends a ${operation}`);
  }
  return {
    name,
    usedBy,
    ...request.keys,
    operation,
    ...(index && { index }),
    consistent,
    items: items.length,
    bytes: items.reduce((sum, item) => sum + bytesOf(item), 0),
    readUnits: units,
    keys,
  };
}

/** Whether it is that pattern's request, whatever it found. */
function isOf(pattern: MeasuredRead | undefined, { operation, index, keys }: RecordedRequest): boolean {
  return (
    pattern !== undefined &&
    pattern.operation === operation &&
    pattern.index === index &&
    pattern.partition === keys?.partition &&
    pattern.sort === keys.sort
  );
}

/**
 * What every pattern asks for, finds and consumes. Throws when one sends more than one request, or none, and when a
 * composed one does not consist of what it says.
 */
export async function measureReads(
  patterns: readonly ReadPattern[],
  run: (pattern: ReadPattern) => Promise<PatternRun>,
): Promise<Pick<Measurements, 'reads' | 'composed'>> {
  const measured = new Map<string, MeasuredRead>();
  for (const pattern of patterns) {
    if (measured.has(pattern.name)) throw new Error(`Two patterns are called ${pattern.name}`);
    if (pattern.of === undefined) measured.set(pattern.name, readOf(pattern, await run(pattern)));
  }
  const composed: Measurements['composed'] = [];
  for (const pattern of patterns) {
    const { name, usedBy, of } = pattern;
    if (of === undefined) continue;
    const { requests } = await run(pattern);
    if (requests.length !== of.length || !requests.every((request, n) => isOf(measured.get(of[n] ?? ''), request))) {
      throw new Error(`${name} does not consist of ${of.join(', ')}`);
    }
    composed.push({ name, usedBy, of: [...of] });
  }
  return { reads: [...measured.values()], composed };
}
