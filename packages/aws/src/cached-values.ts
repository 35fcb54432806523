import { type Clock, MINUTE } from '@bos/kernel/clock';

/** What an operator changes is picked up within this time. */
const REFRESH = 5 * MINUTE;

/** Reads a value by its name; undefined is the value of something that has none. */
export type ValueReader = (name: string | undefined) => Promise<string | undefined>;

/**
 * Remembers each value for five minutes. Many who ask at the same time wait for one request; one that fails is the
 * failure of those who waited for it, and the next caller asks again. Without a name there is nothing to ask for.
 */
export function cachedValues(clock: Clock, read: (name: string) => Promise<string | undefined>): ValueReader {
  const cache = new Map<string, { readonly value: Promise<string | undefined>; readonly until: number }>();
  return async (name) => {
    if (name === undefined) return undefined;
    const cached = cache.get(name);
    if (cached && cached.until > clock.now().getTime()) return cached.value;
    const entry = { value: read(name), until: clock.now().getTime() + REFRESH };
    cache.set(name, entry);
    entry.value.catch(() => {
      if (cache.get(name) === entry) cache.delete(name);
    });
    return entry.value;
  };
}

/** An empty value counts as none. A line break at the end comes with the file that the value was given in. */
export function givenText(text: string | undefined): string | undefined {
  const given = text?.trim();
  return given === '' ? undefined : given;
}
