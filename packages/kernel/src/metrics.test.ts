import { expect, test } from 'vitest';
import { type Measurement, metricsThrough } from './metrics.ts';

function recorded() {
  const written: Measurement[] = [];
  return { metrics: metricsThrough((measurement) => written.push(measurement)), written };
}

test('counts and durations are written with what they are of', () => {
  const { metrics, written } = recorded();
  metrics.count('ToolFailed', 'tickets.open');
  metrics.duration('MissionEnded', 1_234.4, 'partially_completed');
  expect(written).toEqual([
    { name: 'ToolFailed', value: 1, of: 'tickets.open' },
    { name: 'MissionEnded', value: 1_234, of: 'partially_completed' },
  ]);
});

test.each([
  '+5511900000301',
  '5511900000301',
  'Maria Silva',
  'maria@example.com',
  'a'.repeat(41),
  '',
  'Rua Augusta, 12',
])('what is no word of the code does not become a metric: %j', (of) => {
  const { metrics, written } = recorded();
  metrics.count('ReplyDelivery', of);
  expect(written).toEqual([{ name: 'ReplyDelivery', value: 1, of: 'other' }]);
});

test('clocks that differ give no negative duration', () => {
  const { metrics, written } = recorded();
  metrics.duration('MessageProcessed', -20, 'text');
  expect(written).toEqual([{ name: 'MessageProcessed', value: 0, of: 'text' }]);
});
