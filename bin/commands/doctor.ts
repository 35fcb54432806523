import { parseArgs } from 'node:util';
import { QUEUES } from '../../functions/queue-definitions.ts';
import { openLocalQueues, UNROUTED } from '../local/local-queues.ts';
import { findRunning } from '../local/running.ts';
import { readSettings } from '../local/settings.ts';

async function health(dataDir: string): Promise<string> {
  try {
    const { url, pid } = findRunning(dataDir);
    const response = await fetch(`${url}/health`);
    return `${response.ok ? 'running' : `ill (${response.status})`} at ${url}, process ${pid}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Shows health, queue depths and dead letters; `--redrive` puts the dead letters back into their queues. */
export async function run(parameters: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...parameters], options: { redrive: { type: 'boolean', default: false } } });
  const { dataDir } = readSettings(process.env);
  process.stdout.write(`system     ${await health(dataDir)}\n\n`);
  process.stdout.write('queue        waiting  in flight  delayed  dead letters\n');
  const queues = openLocalQueues(dataDir);
  let dead = 0;
  for (const { name } of Object.values(QUEUES)) {
    const moved = values.redrive ? queues.redrive(name) : 0;
    const depths = queues.depths(name);
    dead += depths.dead;
    const columns = [depths.visible, depths.inFlight, depths.delayed, depths.dead].map((depth) =>
      String(depth).padStart(9),
    );
    process.stdout.write(`${name.padEnd(10)}${columns.join('')}${moved > 0 ? `   ${moved} put back` : ''}\n`);
  }
  const unrouted = queues.depths(UNROUTED).visible;
  if (unrouted > 0)
    process.stdout.write(`\n${unrouted} changes could not be routed; the sweep drives their work again.\n`);
  queues.close();
  if (dead > 0) {
    process.stdout.write(`\n${dead} dead letters: find the cause in the log, then \`npx bos doctor --redrive\`.\n`);
    process.exitCode = 1;
  }
}
