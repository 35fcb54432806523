import { jsonLog } from '@bos/kernel/log';
import { expect, test } from 'vitest';
import { createLogMetrics } from './log-metrics.ts';

test('each value is a line of the log, with what it is of and its unit', () => {
  const lines: unknown[] = [];
  const at = new Date('2026-11-22T12:00:00.000Z');
  const metrics = createLogMetrics(
    jsonLog(
      (line) => lines.push(JSON.parse(line)),
      () => at,
    ),
  );
  metrics.count('EmergencyDetected', 'gas');
  metrics.duration('MissionEnded', 812, 'completed');
  const common = { time: at.toISOString(), level: 'info' };
  expect(lines).toEqual([
    { ...common, event: 'metric.EmergencyDetected', item: 'gas', count: 1 },
    { ...common, event: 'metric.MissionEnded', item: 'completed', milliseconds: 812 },
  ]);
});
