import type { HotKey } from './simulate.ts';

/** The hottest of each definition, where several kinds of its partitions were told apart; the hottest first. */
export function hottest(keys: readonly HotKey[], most: number): readonly HotKey[] {
  const seen = new Set<string>();
  const distinct = keys.filter(({ place, key }) => {
    const name = `${place} ${key}`;
    return !seen.has(name) && seen.add(name);
  });
  return distinct.slice(0, most);
}

/** `28 %`, with two digits. */
export const percent = (share: number): string =>
  `${share < 0.1 ? (100 * share).toPrecision(2) : Math.round(100 * share).toLocaleString('en-US')} %`;

export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
