import type { RetrierDefinition } from '@bos/embedded/asl/definition';

type Waits = Pick<RetrierDefinition, 'IntervalSeconds' | 'MaxAttempts' | 'BackoffRate' | 'MaxDelaySeconds'>;

/** Seconds before each of the further attempts, as Step Functions waits them. */
export function retryWaits({ IntervalSeconds, MaxAttempts, BackoffRate, MaxDelaySeconds }: Waits): number[] {
  return Array.from({ length: MaxAttempts }, (_, attempt) =>
    Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds ?? Number.POSITIVE_INFINITY),
  );
}

/** `1, 2, 4, 8 and 16 s` */
export function spellWaits(waits: readonly number[]): string {
  const last = waits.at(-1) ?? 0;
  const before = waits.slice(0, -1).join(', ');
  return `${before === '' ? '' : `${before} and `}${last} s`;
}
