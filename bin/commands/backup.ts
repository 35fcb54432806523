import { mkdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '@bos/kernel/clock';
import { itemCount } from '../backup/backup-format.ts';
import { makeBackup } from '../backup/make-backup.ts';
import { OperatorError } from '../local/operator-error.ts';
import { readSettings } from '../local/settings.ts';

/** `2026-11-22T12-00-00Z`, as files may be named everywhere. */
const stamp = (at: Date): string => at.toISOString().slice(0, 19).replaceAll(':', '-');

function pathOf(dataDir: string, to: string | undefined, withKeys: boolean): string {
  if (to === undefined && !withKeys) {
    const folder = join(dataDir, 'backups');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return join(folder, `${stamp(systemClock.now())}Z.bos.gz`);
  }
  const path = resolve(to ?? dataDir);
  // An erasure destroys the keys in the data folder, and must not leave copies of them behind there.
  if (withKeys && !relative(dataDir, path).startsWith('..'))
    throw new OperatorError(
      '--with-keys: name a file outside the data folder with --to, and keep it apart from others.',
    );
  return path;
}

const WITHOUT_KEYS =
  'Without the keys in secrets/ nobody reads what is personal in it: keep a copy of that folder apart, or add --with-keys.';
const WITH_KEYS =
  'It holds the keys: whoever has it reads everything, erased people too. Keep it apart, and delete it in time.';

/** Writes a backup into one file, for its owner alone. The system may run meanwhile. */
export async function run(parameters: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...parameters],
    options: { to: { type: 'string' }, 'with-keys': { type: 'boolean', default: false } },
  });
  const settings = readSettings(process.env);
  const withKeys = values['with-keys'];
  const path = pathOf(settings.dataDir, values.to, withKeys);
  // An interrupt at the terminal ends the engine of the copy as well.
  process.once('SIGINT', () => process.exit(130));
  const { head, end } = await makeBackup({
    settings,
    path,
    withKeys,
    clock: systemClock,
    onProgress: (items) => process.stderr.write(`${items} items\n`),
  });
  const size = (statSync(path).size / 1e6).toFixed(1);
  const taken = head.taken === 'snapshot' ? 'as they were at one moment' : 'each as it was when it was read';
  process.stdout.write(
    `${path}\n${itemCount(end)} items, ${taken}; ${end.documents} documents, ${end.erasures} erasures, ${end.keys} keys; ${size} MB\n` +
      `${withKeys ? WITH_KEYS : WITHOUT_KEYS}\n`,
  );
}
