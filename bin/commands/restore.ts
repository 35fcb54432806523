import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '@bos/kernel/clock';
import { itemCount } from '../backup/backup-format.ts';
import { assertKeysAtHand, assertKnownSchemas, assertMayReplace } from '../backup/check-restore.ts';
import { type CheckedBackup, checkBackup } from '../backup/read-backup.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { OperatorError } from '../local/operator-error.ts';
import { readSettings } from '../local/settings.ts';

function describe({ head, end }: CheckedBackup): string {
  const rows = Object.entries(end.items)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, count]) => `  ${type.padEnd(20)}${String(count).padStart(8)}\n`);
  const keys = head.withKeys ? `${end.keys} keys` : 'no keys';
  return `Made ${head.madeAt}: ${itemCount(end)} items, ${end.documents} documents, ${end.erasures} erasures, ${keys}.\n${rows.join('')}`;
}

/**
 * Puts a backup in the place of the table, while nothing runs. `--dry-run` reads all of the file and looks whether the
 * keys are at hand, and writes nothing; the system may run meanwhile.
 */
export async function run(parameters: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...parameters],
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      replace: { type: 'boolean', default: false },
      'leave-out-unreadable': { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  if (file === undefined) throw new OperatorError('Give the file: bos restore FILE [--dry-run] [--replace]');
  const path = resolve(file);
  const settings = readSettings(process.env);
  const { dataDir } = settings;
  const backup = await checkBackup(path);
  assertKnownSchemas(backup);
  await assertKeysAtHand(dataDir, backup.head, systemClock);
  process.stdout.write(describe(backup));
  if (values['dry-run']) {
    process.stdout.write('It is whole, and can be restored here. Nothing was written.\n');
    return;
  }
  // An interrupt at the terminal ends the engine as well.
  process.once('SIGINT', () => process.exit(130));
  await assertMayReplace(settings, values.replace);
  const { erasures, leftOut } = await restoreBackup({
    path,
    backup,
    dataDir,
    leaveOutUnreadable: values['leave-out-unreadable'],
    onProgress: (items) => process.stderr.write(`${items} items\n`),
  });
  process.stdout.write(
    `Restored; ${erasures} erasures were done again${leftOut > 0 ? `, ${leftOut} unreadable items left out` : ''}. Start it with \`npm start\`: what was pending is driven on within minutes.\n`,
  );
}
