import type { Measurements } from '../measurements.ts';
import { summary } from './acts.ts';
import type { Command } from './commands.ts';
import type { RecordedClient } from './recorded-client.ts';
import type { World } from './typical.ts';

/** What each command writes. Throws when one writes in more than one request, or nothing. */
export async function measureCommands(
  commands: readonly Command[],
  world: World,
  recorded: RecordedClient,
): Promise<Measurements['transactions']> {
  const measured: Measurements['transactions'] = [];
  for (const { name, run } of commands) {
    recorded.take();
    await run(world);
    const [request, ...others] = recorded.take().filter(({ acts }) => acts.length > 0);
    if (request === undefined || others.length > 0)
      throw new Error(`${name} takes ${others.length + 1} writes, not one`);
    const { acts, units } = request;
    measured.push({ by: name, writes: summary(acts), items: acts.length, writeUnits: units });
  }
  return measured;
}
