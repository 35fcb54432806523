import { DAY, HOUR } from '@bos/kernel/clock';
import type { AnyEntity } from '@bos/table/entity';
import { RETENTION, type RetentionPeriod } from '@bos/table/retention';
import { fieldsOf } from './fields.ts';
import { code, table } from './markdown.ts';
import type { Measurements } from './patterns/measurements.ts';

function duration(milliseconds: number): string {
  return milliseconds < DAY ? `${milliseconds / HOUR} h` : `${milliseconds / DAY} d`;
}

/** The usual term, and between which a building may choose its own. */
export function retentionText(period: RetentionPeriod | undefined): string {
  if (period === undefined) return 'kept';
  const { term, shortest, longest } = RETENTION[period];
  const choice = shortest < longest ? ` (${duration(shortest)} to ${duration(longest)})` : '';
  return `${duration(term)}${choice}`;
}

function lifeText({ bytes, create, change, end, remove }: Measurements['lives'][string]): string {
  const ending = end === undefined ? '' : `, ${end} to end`;
  return `${bytes} bytes; ${create} write units to create, ${change} to change${ending}, ${remove} to remove.`;
}

/** One entity with its fields and what a typical item of it costs to write. */
export function entitySection(
  { type, description, schemaVersion, schema, personal }: AnyEntity,
  life: Measurements['lives'][string] | undefined,
): string {
  const encrypted: ReadonlySet<string> = new Set(personal?.fields ?? []);
  const rows = fieldsOf(schema).map(({ name, type: shape, required }) => [
    code(name),
    shape,
    required ? 'yes' : '',
    encrypted.has(name) ? 'yes' : '',
  ]);
  return `### ${type}

${description} Schema ${schemaVersion}. ${life ? lifeText(life) : ''}

${table(['field', 'type', 'required', 'encrypted'], rows)}`;
}
