// The operator's command line. `npm start` is `bos start`; every command explains itself with `--help`.
import { EnvironmentError } from '@bos/kernel/environment';
import { isDomainError } from '@bos/kernel/errors';

/** A command is a module that is loaded only when it is asked for. */
interface Command {
  readonly summary: string;
  load(): Promise<{ run(parameters: readonly string[]): Promise<void> }>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  start: { summary: 'start the system on this machine', load: () => import('./commands/start.ts') },
  token: {
    summary: 'print an access token: --role manager [--building demo]',
    load: () => import('./commands/token.ts'),
  },
  send: { summary: 'write as somebody: "text" --as +5511900000301', load: () => import('./commands/send.ts') },
  mission: { summary: 'show a mission with its steps: <id> [--watch]', load: () => import('./commands/mission.ts') },
  list: {
    summary: 'list of a building, or of all: missions|tickets|conversations|members [--closed] [--everywhere]',
    load: () => import('./commands/list.ts'),
  },
  seed: {
    summary: 'add to a running system the demo building, or many: [--scale 300x150] (buildings by units)',
    load: () => import('./commands/seed.ts'),
  },
  doctor: {
    summary: 'look at the system’s health, queues and dead letters: [--redrive]',
    load: () => import('./commands/doctor.ts'),
  },
  export: {
    summary: 'print all that is known of a person: --phone +55… | --email … [--output FILE] [--aws]',
    load: () => import('./commands/export.ts'),
  },
  erase: {
    summary: 'erase a person for good: --phone +55… | --email … --yes [--aws]; or --replay all erasures',
    load: () => import('./commands/erase.ts'),
  },
  'rotate-keys': {
    summary: 'give new keys: [--scope all|keeper|platform|index|building:ID|person:ID] [--dry-run] [--aws]',
    load: () => import('./commands/rotate-keys.ts'),
  },
  migrate: {
    summary: 'rewrite what an older release stored: [--dry-run] [--segments 4] [--aws]',
    load: () => import('./commands/migrate.ts'),
  },
  backup: {
    summary: 'write a backup, while the system runs or not: [--to FILE] [--with-keys]',
    load: () => import('./commands/backup.ts'),
  },
  restore: {
    summary: 'put a backup in the table’s place, while nothing runs: FILE [--dry-run] [--replace]',
    load: () => import('./commands/restore.ts'),
  },
  operator: {
    summary: 'say who may set up buildings, and how people sign in: add|remove|link --phone +55… [--subject …] [--aws]',
    load: () => import('./commands/operator.ts'),
  },
  building: {
    summary:
      'set up a building: create --name … --time-zone … --language … --manager +55… [--phone-number-id …] [--aws]',
    load: () => import('./commands/building.ts'),
  },
  roster: {
    summary: 'import units and people: import FILE --building ID [--dry-run] | undo IMPORT --building ID [--aws]',
    load: () => import('./commands/roster.ts'),
  },
  pages: {
    summary: 'write the page on which guests check in as static files, to serve beside the API: --out FOLDER',
    load: () => import('./commands/pages.ts'),
  },
  audit: {
    summary: 'look through the audit trail, or prove it whole: list | verify [--building demo] [--from …] [--to …]',
    load: () => import('./commands/audit.ts'),
  },
  eval: { summary: 'measure the understanding: [--messages FILE] [--json]', load: () => import('./commands/eval.ts') },
};

function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  bos ${name.padEnd(11)} ${summary}`);
  return `BuildingOS, the system that runs a building.\n\n${lines.join('\n')}\n`;
}

const [name = '', ...parameters] = process.argv.slice(2);
const command = COMMANDS[name];

if (command === undefined) {
  const asked = name === '' || name === 'help' || name === '--help';
  if (!asked) process.stderr.write(`There is no command ${name}.\n\n`);
  process.stdout.write(usage());
  process.exitCode = asked ? 0 : 2;
} else {
  try {
    const { run } = await command.load();
    await run(parameters);
  } catch (error) {
    // What the operator can mend is said in one line; anything else is a fault of ours and keeps its stack.
    const expected =
      error instanceof EnvironmentError ||
      isDomainError(error) ||
      (error instanceof Error && error.name === 'OperatorError');
    process.stderr.write(
      expected && error instanceof Error
        ? `${error.message}\n`
        : `${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = 1;
  }
}
