import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tableClientSettings } from '@bos/aws/client-settings';
import {
  MIGRATION_OUTCOMES,
  type MigrationDependencies,
  type MigrationProgress,
  migrateTable,
  migrationProgressSchema,
} from '@bos/table/migrate';
import { ENTITIES } from '../../functions/entities.ts';
import { localTableClient } from '../../functions/ports/embedded-ports.ts';
import { attach } from '../local/attach.ts';
import { openDeployed } from '../local/deployed.ts';
import { OperatorError } from '../local/operator-error.ts';
import { readSettings } from '../local/settings.ts';
import { LOCAL_TABLE } from '../local/system.ts';
import { tableConnection } from '../local/table-connection.ts';

const MOST_SEGMENTS = 64;

interface Target extends Omit<MigrationDependencies, 'entities'> {
  readonly dataDir: string;
  close(): void;
}

function documentClient(raw: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
}

/** The table of the system that runs on this machine. */
async function localTarget(): Promise<Target> {
  const { settings, running, ports, identity } = await attach();
  const raw = localTableClient(tableConnection(running.tableEndpoint));
  const { table, clock } = ports;
  const close = (): void => {
    raw.destroy();
    identity.close();
  };
  return { client: documentClient(raw), tableName: LOCAL_TABLE, table, clock, dataDir: settings.dataDir, close };
}

/** The table and the key that a deployed function is given, with the operator's own credentials. */
function awsTarget(): Target {
  const { ports, value } = openDeployed(['tableName', 'keysTableName', 'dataKeyArn']);
  const { table, clock } = ports;
  const raw = new DynamoDBClient(tableClientSettings());
  const { dataDir } = readSettings(process.env);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const tableName = value('tableName');
  return { client: documentClient(raw), tableName, table, clock, dataDir, close: () => raw.destroy() };
}

/** Where an earlier run was cut short; undefined when there is none that can be gone on from. */
function readProgress(file: string): MigrationProgress | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return migrationProgressSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Cut short while it was written: what is current already costs a look and no write.
    return undefined;
  }
}

/** A row for each entity of which there is anything, a column for each outcome that occurred. */
export function describeCounts({ counts }: Pick<MigrationProgress, 'counts'>): string {
  const outcomes = MIGRATION_OUTCOMES.filter((outcome) => Object.values(counts).some((row) => row[outcome]));
  const row = (name: string, cells: readonly unknown[]) =>
    `${name.padEnd(20)}${cells.map((cell) => String(cell).padStart(12)).join('')}\n`;
  const rows = Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, found]) =>
      row(
        type,
        outcomes.map((outcome) => found[outcome] ?? 0),
      ),
    );
  return row('', outcomes) + rows.join('');
}

const sum = ({ counts }: MigrationProgress): number =>
  Object.values(counts)
    .flatMap((row) => Object.values(row))
    .reduce((total, count) => total + count, 0);

/**
 * Rewrites what an older release stored in its older shape; the system goes on meanwhile. Cut short, it goes on where
 * it was. `--dry-run` counts and tries every upgrade, and writes nothing; `--aws` works on a deployed table.
 */
export async function run(parameters: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      'dry-run': { type: 'boolean', default: false },
      segments: { type: 'string', default: '4' },
      aws: { type: 'boolean', default: false },
    },
  });
  const segments = Number(values.segments);
  if (!Number.isInteger(segments) || segments < 1 || segments > MOST_SEGMENTS)
    throw new OperatorError(`--segments is a whole number from 1 to ${MOST_SEGMENTS}.`);
  const { dataDir, close, ...target } = values.aws ? awsTarget() : await localTarget();
  const file = join(dataDir, 'migration.json');
  try {
    const progress = await migrateTable(
      { ...target, entities: ENTITIES },
      {
        dryRun: values['dry-run'],
        segments,
        resume: readProgress(file),
        onProgress: (soFar) => {
          writeFileSync(file, JSON.stringify(soFar), { mode: 0o600 });
          process.stderr.write(`${sum(soFar)} items\n`);
        },
      },
    );
    rmSync(file, { force: true });
    process.stdout.write(describeCounts(progress));
    if (Object.values(progress.counts).some(({ unreadable }) => unreadable)) process.exitCode = 1;
  } finally {
    close();
  }
}
