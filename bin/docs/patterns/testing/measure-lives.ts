import type { Measurements } from '../measurements.ts';
import { bytesOf } from './item-bytes.ts';
import type { RecordedClient } from './recorded-client.ts';
import type { TypicalItem, World } from './typical.ts';

type MeasuredLife = Measurements['lives'][string];

/** What each write in the life of an item consumes, and how large it is. In a table in which it does not lie. */
export async function measureLife(item: TypicalItem, world: World, recorded: RecordedClient): Promise<MeasuredLife> {
  const life: MeasuredLife = { bytes: 0, create: 0, change: 0, remove: 0 };
  for await (const [name, write] of item.life(world)) {
    // What was read to make the next write: the item as it lies there.
    const [stored] = recorded.take().flatMap(({ items }) => items);
    if (name === 'change' && stored) life.bytes = bytesOf(stored);
    await world.table.write([write]);
    life[name] = recorded.take().reduce((sum, { units }) => sum + units, 0);
  }
  return life;
}
