import { buildingEntity } from '@bos/buildings/buildings/building';
import { unitEntity } from '@bos/buildings/units/unit';
import { channelEntity } from '@bos/conversations/channels/channel';
import { chunksOf } from '@bos/kernel/chunks';
import { forEachConcurrently } from '@bos/kernel/concurrency';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Table } from '@bos/table/table';
import { create, type WriteOperation } from '@bos/table/write';
import { writeChunks } from '@bos/table/write-chunks';
import { writeThings } from '../demo/in-transactions.ts';
import { personWrites } from '../demo/person-writes.ts';
import { type Scale, scaleBuildingId } from './scale.ts';
import { type ScaleBuilding, scaleBuilding, unitWrites } from './scale-building.ts';
import { scaleDays } from './scale-days.ts';

export interface ScaleProgress {
  /** Of those asked for, how many stand. */
  readonly buildings: number;
  /** How many items this call has written. */
  readonly items: number;
}

export interface SeedScaleDependencies {
  readonly table: Table;
  readonly blindIndex: BlindIndex;
  /** Ends it between two transactions, throwing its reason. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ScaleProgress) => void;
}

/** Buildings in hand: while one waits for the table the other encrypts. */
const AT_ONCE = 2;
/** What one request reads. */
const LOOK_AHEAD = 100;

/** Its days count from when its first unit was written, so that a building that was cut short is completed as begun. */
async function firstDay({ table }: SeedScaleDependencies, { units }: ScaleBuilding, now: Date): Promise<Date> {
  const [unit] = units;
  const first = unit && (await table.get(unitEntity, unit));
  return first === undefined ? now : new Date(first.createdAt);
}

async function seedBuilding(
  deps: SeedScaleDependencies,
  building: ScaleBuilding,
  now: Date,
  onWritten: (operations: number) => void,
): Promise<void> {
  const { table, blindIndex, signal } = deps;
  const day = await firstDay(deps, building, now);
  const [first = [], ...units] = unitWrites(building.units);
  await writeChunks(table, first);
  const people: WriteOperation[][] = await Promise.all(
    building.people.map(({ person, membership }) => personWrites(blindIndex, person, membership, day)),
  );
  const things = [...units, ...people, ...scaleDays(building, day), [create(channelEntity, building.channel)]];
  await writeThings({ table, signal, onWritten }, things);
  // Last, as the mark that it is whole.
  await writeChunks(table, [create(buildingEntity, building.building)]);
  onWritten(first.length + 1);
}

async function standing(table: Table, numbers: readonly number[]): Promise<ReadonlySet<string>> {
  const found = await table.getMany(
    buildingEntity,
    numbers.map((number) => ({ buildingId: scaleBuildingId(number) })),
  );
  return new Set(found.map(({ buildingId }) => buildingId));
}

/**
 * Makes so many buildings of so many units, with people, stays, parcels and tickets: the same ones each time. Those that
 * stand are left as they are, hence a run that was cut short goes on where it was. Says how many it has made.
 */
export async function seedScale(deps: SeedScaleDependencies, { buildings, units }: Scale, now: Date): Promise<number> {
  const missing: number[] = [];
  const all = Array.from({ length: buildings }, (_, index) => index + 1);
  for (const numbers of chunksOf(all, LOOK_AHEAD)) {
    const there = await standing(deps.table, numbers);
    missing.push(...numbers.filter((number) => !there.has(scaleBuildingId(number))));
  }
  const progress = { buildings: buildings - missing.length, items: 0 };
  const report = (): void => deps.onProgress({ ...progress });
  report();
  await forEachConcurrently(missing, AT_ONCE, async (number) => {
    deps.signal.throwIfAborted();
    await seedBuilding(deps, scaleBuilding(number, units), now, (operations) => {
      progress.items += operations;
      report();
    });
    progress.buildings += 1;
    report();
  });
  return missing.length;
}
