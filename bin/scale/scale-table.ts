import { hottest, percent, whole } from './hottest.ts';
import type { HotKey } from './simulate.ts';
import { drawWorlds } from './worlds.ts';

const SHOWN = 3;

function line(design: string, { place, key, writeUnits, readUnits, share }: HotKey): string {
  const units = `${whole(writeUnits).padStart(7)} WCU ${whole(readUnits).padStart(6)} RCU`;
  return `  ${design.padEnd(8)} ${place.padEnd(5)} ${key.padEnd(44)} ${units}   ${percent(share)} of a partition`;
}

/** The hottest partitions of the busiest second beside their limits, by calculation: a few lines for the terminal. */
export function scaleTable(): string {
  return drawWorlds()
    .flatMap(({ world, simulated }) => [
      `${whole(world.buildings)} buildings, ${whole(world.people)} people, ${whole(world.eventsPerSecond)} messages/s, calculated`,
      ...hottest(simulated.ours, SHOWN).map((key) => line('ours', key)),
      ...hottest(simulated.constant, SHOWN).map((key) => line('constant', key)),
    ])
    .join('\n');
}
