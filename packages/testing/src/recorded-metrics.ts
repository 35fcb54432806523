import { type Metrics, metricsThrough } from '@bos/kernel/metrics';

export interface RecordedMetrics {
  readonly metrics: Metrics;
  /** `ToolFailed tickets.open 1`: name, of what, value; in the order of recording. */
  readonly recorded: readonly string[];
}

/** Metrics that remember what they were told. */
export function recordedMetrics(): RecordedMetrics {
  const recorded: string[] = [];
  return { recorded, metrics: metricsThrough(({ name, of, value }) => recorded.push(`${name} ${of} ${value}`)) };
}
