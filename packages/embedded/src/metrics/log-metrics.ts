import type { Log } from '@bos/kernel/log';
import { METRICS, type Metrics, metricsThrough } from '@bos/kernel/metrics';

/** One line of the log for each value, `metric.MissionEnded`: one machine has nobody else to tell. */
export function createLogMetrics(log: Log): Metrics {
  return metricsThrough(({ name, value, of }) => {
    const measured = METRICS[name].unit === 'Count' ? { count: value } : { milliseconds: value };
    log.info(`metric.${name}`, { item: of, ...measured });
  });
}
