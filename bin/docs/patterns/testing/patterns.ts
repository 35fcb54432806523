import type { TypicalItem, World } from './typical.ts';

/** One way in which the table is read: one request, whatever it finds. */
export interface ReadPattern {
  /** `tickets.listOpen`: the store and its method, or the use case. */
  readonly name: string;
  /** Who asks, in the words of the house. */
  readonly usedBy: string;
  run(world: World): Promise<unknown>;
  /**
   * The patterns that it consists of, in order, where it is more than one request: the next one needs what the one
   * before found, or a list has several places.
   */
  readonly of?: readonly string[];
}

/** What a room keeps in the table and how it is read. */
export interface RoomPatterns {
  items(world: World): Promise<readonly TypicalItem[]>;
  readonly reads: readonly ReadPattern[];
}

/** How a method of a store is used, and an example of its call. */
interface MethodPattern<S> {
  readonly by: string;
  readonly run: (store: S) => Promise<unknown>;
  readonly of?: readonly string[];
}

/** The patterns of a store: one for each of its methods, or it does not compile. */
export function ofStore<S extends object>(
  name: string,
  open: (world: World) => S,
  methods: { readonly [M in keyof S & string]-?: MethodPattern<S> },
): ReadPattern[] {
  return Object.entries<MethodPattern<S>>(methods).map(([method, { by, run, of }]) => ({
    name: `${name}.${method}`,
    usedBy: by,
    run: (world) => run(open(world)),
    ...(of && { of }),
  }));
}
