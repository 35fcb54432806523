import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '@bos/kernel/clock';
import { forEachConcurrently } from '@bos/kernel/concurrency';
import { isDomainError } from '@bos/kernel/errors';
import * as z from 'zod';
import type { AnyEntity } from './entity.ts';
import { isExpired, type StoredItem, storedItemSchema } from './stored-item.ts';
import type { Table } from './table.ts';
import { replace } from './write.ts';

/**
 * What became of an item: it has the present schema; it has an older one (a dry run only looks); it was rewritten;
 * somebody else wrote it in between, and so rewrote it; its person was erased; it cannot be read.
 */
export const MIGRATION_OUTCOMES = ['current', 'old', 'rewritten', 'overtaken', 'erased', 'unreadable'] as const;
export type MigrationOutcome = (typeof MIGRATION_OUTCOMES)[number];

const segmentSchema = z.object({ done: z.boolean(), lastKey: z.record(z.string(), z.unknown()).optional() });

/** How far a walk through the table has come; JSON, so that it can be kept and gone on from. */
export const migrationProgressSchema = z.object({
  /** The schemas that it works towards: another set starts anew. */
  schemas: z.string(),
  dryRun: z.boolean(),
  segments: z.array(segmentSchema),
  counts: z.record(z.string(), z.partialRecord(z.enum(MIGRATION_OUTCOMES), z.number())),
});
export type MigrationProgress = z.infer<typeof migrationProgressSchema>;

export interface MigrationDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly table: Table;
  readonly clock: Clock;
  readonly entities: readonly AnyEntity[];
}

export interface MigrationOptions {
  readonly dryRun: boolean;
  /** Walked side by side. */
  readonly segments: number;
  /** Where an earlier walk was cut short; one towards other schemas or with other options is not gone on from. */
  readonly resume?: MigrationProgress | undefined;
  /** After each page. */
  readonly onProgress: (progress: MigrationProgress) => void;
}

/** Items of one page that are rewritten side by side. */
const CONCURRENCY = 8;
const PAGE = 250;

/** The schemas of all entities, as one text. */
function schemasOf(entities: readonly AnyEntity[]): string {
  return entities
    .map(({ type, schemaVersion }) => `${type}@${schemaVersion}`)
    .sort()
    .join(' ');
}

function startOf({ entities }: MigrationDependencies, { dryRun, segments, resume }: MigrationOptions) {
  const schemas = schemasOf(entities);
  const goesOn = resume?.schemas === schemas && resume.dryRun === dryRun && resume.segments.length === segments;
  if (resume && goesOn) return structuredClone(resume);
  const fresh = Array.from({ length: segments }, () => ({ done: false }));
  return migrationProgressSchema.parse({ schemas, dryRun, segments: fresh, counts: {} });
}

/** Undefined for what is no entity of ours, or has expired. */
async function migrateItem(
  { table, clock, entities }: MigrationDependencies,
  item: StoredItem,
  dryRun: boolean,
): Promise<MigrationOutcome | undefined> {
  const entity = entities.find(({ type }) => type === item.type);
  if (entity === undefined || isExpired(item, clock)) return undefined;
  if (item.data.schemaVersion === entity.schemaVersion) return 'current';
  return entity.visit(async (definition): Promise<MigrationOutcome> => {
    try {
      // A dry run upgrades as well, so that it finds what could not be.
      const entityAsItWas = await table.decode(definition, item);
      if (entityAsItWas === undefined) return 'erased';
      if (dryRun) return 'old';
      await table.write([replace(definition, entityAsItWas, entityAsItWas)]);
      return 'rewritten';
    } catch (error) {
      if (isDomainError(error, 'WRITE_CONFLICT')) return 'overtaken';
      if (isDomainError(error) && error.code !== 'TABLE_BUSY') return 'unreadable';
      throw error;
    }
  });
}

/**
 * Walks the whole table and rewrites what has an older schema, each item under the condition that nobody wrote it in
 * between: safe beside live traffic, and again after it was cut short. Returns the counts by entity.
 */
export async function migrateTable(
  dependencies: MigrationDependencies,
  options: MigrationOptions,
): Promise<MigrationProgress> {
  const { client, tableName } = dependencies;
  const progress = startOf(dependencies, options);
  const count = (type: string, outcome: MigrationOutcome) => {
    const counts = progress.counts[type] ?? {};
    progress.counts[type] = { ...counts, [outcome]: (counts[outcome] ?? 0) + 1 };
  };

  async function walk(segment: number): Promise<void> {
    const place = progress.segments[segment];
    while (place && !place.done) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new ScanCommand({
          TableName: tableName,
          Segment: segment,
          TotalSegments: options.segments,
          Limit: PAGE,
          ConsistentRead: true,
          ...(place.lastKey && { ExclusiveStartKey: place.lastKey }),
        }),
      );
      const outcomes: [string, MigrationOutcome][] = [];
      await forEachConcurrently(Items, CONCURRENCY, async (raw) => {
        const { data: item } = storedItemSchema.safeParse(raw);
        const outcome = item ? await migrateItem(dependencies, item, options.dryRun) : 'unreadable';
        if (outcome) outcomes.push([item?.type ?? 'not an item', outcome]);
      });
      // Counted with the place, together: a page that was cut short is neither.
      for (const [type, outcome] of outcomes) count(type, outcome);
      if (LastEvaluatedKey === undefined) place.done = true;
      else place.lastKey = LastEvaluatedKey;
      options.onProgress(progress);
    }
  }

  await Promise.all(progress.segments.map((_segment, position) => walk(position)));
  return progress;
}
