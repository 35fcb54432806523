import type { RetrierDefinition } from './definition.ts';
import { handles } from './failure.ts';

export interface RetryDecision {
  readonly delayMilliseconds: number;
  /** Attempts used per retrier, this one included. */
  readonly used: readonly number[];
}

/**
 * The wait before the next attempt: interval × rate^(attempts so far), at most MaxDelaySeconds. Only the first
 * retrier that handles the error counts; undefined once its attempts are used up, or when none handles it.
 */
export function nextRetry(
  retriers: readonly RetrierDefinition[],
  used: readonly number[],
  error: string,
): RetryDecision | undefined {
  const index = retriers.findIndex((retrier) => handles(retrier.ErrorEquals, error));
  const retrier = retriers[index];
  if (retrier === undefined) return undefined;
  const before = used[index] ?? 0;
  if (before >= retrier.MaxAttempts) return undefined;
  const seconds = retrier.IntervalSeconds * retrier.BackoffRate ** before;
  const delay = Math.min(seconds, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
  return {
    delayMilliseconds: Math.round(delay * 1000),
    used: retriers.map((_retrier, i) => (used[i] ?? 0) + (i === index ? 1 : 0)),
  };
}
