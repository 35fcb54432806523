import type { Clock } from '@bos/kernel/clock';
import { METRICS, type Metrics, metricsThrough } from '@bos/kernel/metrics';

export interface EmfOptions {
  /** Metrics of one environment stand in one namespace: `BuildingOS/prod`. */
  readonly environment: string;
  readonly clock: Clock;
  /** Takes one line; a Lambda's standard output is its log. */
  readonly write: (line: string) => void;
}

/**
 * Metrics as log lines in CloudWatch's embedded metric format: CloudWatch makes metrics of them by itself, so that a
 * function neither calls anything nor waits, and needs no right.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function createEmfMetrics({ environment, clock, write }: EmfOptions): Metrics {
  return metricsThrough(({ name, value, of }) => {
    const { unit, by } = METRICS[name];
    const directive = {
      Namespace: `BuildingOS/${environment}`,
      Dimensions: [[by]],
      Metrics: [{ Name: name, Unit: unit }],
    };
    const Timestamp = clock.now().getTime();
    write(JSON.stringify({ _aws: { Timestamp, CloudWatchMetrics: [directive] }, [by]: of, [name]: value }));
  });
}
