import { basename, dirname } from 'node:path';
import type { FunctionDefinition } from '@bos/kernel/function-definition';

/** What a start of the function may load and take. */
export interface BundleCeiling {
  /** Of the code that is loaded before the first event, 1,000 bytes each. */
  readonly kilobytes: number;
  /** Of its import in a fresh process, on two cores with nothing else to do: looked at by a person, never a test's. */
  readonly milliseconds: number;
}

/** By the folder of the entry. WhatsApp waits for the webhook; a resident waits for the steps of a mission, one by one. */
const CEILINGS: ReadonlyMap<string, BundleCeiling> = new Map([
  ['webhooks', { kilobytes: 360, milliseconds: 45 }],
  ['api', { kilobytes: 440, milliseconds: 70 }],
  ['missions', { kilobytes: 420, milliseconds: 80 }],
  ['queues', { kilobytes: 450, milliseconds: 80 }],
  ['streams', { kilobytes: 400, milliseconds: 70 }],
  ['schedules', { kilobytes: 450, milliseconds: 70 }],
]);

/** Without the table's client a bundle is a third of the others, and should stay so. */
const WITHOUT_TABLE_KILOBYTES = 350;

/** Throws for an entry in a folder that has no ceiling. */
export function ceilingOf({ name, entry, rights }: FunctionDefinition): BundleCeiling {
  const ceiling = CEILINGS.get(basename(dirname(entry)));
  if (ceiling === undefined) throw new Error(`${name}: no ceiling is set for ${entry}`);
  const usesTable = rights.some(({ kind }) => kind === 'table');
  return usesTable ? ceiling : { ...ceiling, kilobytes: WITHOUT_TABLE_KILOBYTES };
}
