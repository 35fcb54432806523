import type { Clock } from '@bos/kernel/clock';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { EntityDefinition, Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { create, remove, replace, type WriteOperation } from '@bos/table/write';

/** What the patterns are run in: a table in which typical items of every kind lie. */
export interface World {
  readonly table: Table;
  readonly blindIndex: BlindIndex;
  readonly clock: Clock;
}

/** How many of a kind lie there: one page, as a list is read when nobody says otherwise. */
export const COPIES = 25;

/** An item such as there will be many. */
export interface TypicalItem {
  readonly type: string;
  /** The first is the item itself. */
  creations(): readonly WriteOperation[];
  /** The writes of its life, each to be sent alone and in this order: `create`, `change`, `end` where it has one, `remove`. */
  life(world: World): AsyncIterable<readonly [name: keyof Life, WriteOperation]>;
}

/** What each write of an item's life is called. */
export interface Life {
  create: number;
  /** Any change that moves it in no index. */
  change: number;
  /** The change by which it comes to rest, or out of a list of what is pending. */
  end?: number;
  remove: number;
}

interface TypicalOptions<T> {
  /** What tells the others of its kind from the first one, by their number; one of a kind when not given. */
  readonly another?: (n: number) => Partial<T>;
  readonly end?: Partial<T>;
}

export function typical<T extends object>(
  definition: EntityDefinition<T>,
  item: NoInfer<T>,
  { another, end }: TypicalOptions<NoInfer<T>> = {},
): TypicalItem {
  const copies = Array.from({ length: another ? COPIES : 1 }, (_, n) => ({ ...item, ...(n > 0 && another?.(n)) }));
  return {
    type: definition.type,
    creations: () => copies.map((copy) => create(definition, copy)),
    async *life({ table }) {
      const stored = async (): Promise<Stored<T>> => {
        const found = await table.get(definition, { ...item, ...definition.derived?.(item) });
        if (!found) throw new Error(`There is no ${definition.type}`);
        return found;
      };
      yield ['create', create(definition, item)];
      const first = await stored();
      yield ['change', replace(definition, first, first)];
      const second = await stored();
      if (end) yield ['end', replace(definition, second, { ...second, ...end })];
      yield ['remove', remove(definition, await stored())];
    },
  };
}

/** As long as a ULID, and in the order of the numbers. */
export const idOf = (n: number): string => `01KAPATTERN${String(n).padStart(15, '0')}`;

/** As long as a blind index. */
export const hashOf = (n: number): string => n.toString(16).padStart(40, 'a');
