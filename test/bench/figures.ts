/** The value below which that share of the measured ones lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const ms = (milliseconds: number): string => `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;

export function row(name: string, ...figures: readonly string[]): void {
  process.stdout.write(`${name.padEnd(34)} ${figures.join('   ')}\n`);
}

/** Runs `work` on that many connections for so long; gives each call's duration in milliseconds. */
export async function hammer(
  connections: number,
  seconds: number,
  work: (connection: number) => Promise<void>,
): Promise<number[]> {
  const durations: number[] = [];
  const until = performance.now() + seconds * 1_000;
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      while (performance.now() < until) {
        const startedAt = performance.now();
        await work(connection);
        durations.push(performance.now() - startedAt);
      }
    }),
  );
  return durations;
}
