import { METRICS } from '@bos/kernel/metrics';
import { virtualClock } from '@bos/testing/clocks';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createEmfMetrics } from './emf-metrics.ts';

/** The format's published schema, as far as it is used here; what it requires is required. */
const emf = z
  .object({
    _aws: z.object({
      Timestamp: z.number().int(),
      CloudWatchMetrics: z
        .array(
          z.strictObject({
            Namespace: z.string().regex(/^[\w./#:-]{1,1024}$/),
            Dimensions: z.array(z.array(z.string().min(1).max(250)).max(30)).min(1),
            Metrics: z
              .array(z.strictObject({ Name: z.string().min(1).max(1024), Unit: z.enum(['Count', 'Milliseconds']) }))
              .min(1)
              .max(100),
          }),
        )
        .min(1),
    }),
  })
  .catchall(z.union([z.string().min(1).max(1024), z.number()]));

function recorder() {
  const lines: string[] = [];
  const metrics = createEmfMetrics({
    environment: 'prod',
    clock: virtualClock(),
    write: (line) => void lines.push(line),
  });
  return { metrics, lines };
}

test('a value is one line, with its dimension and its unit', () => {
  const { metrics, lines } = recorder();
  metrics.duration('MissionEnded', 812, 'completed');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      _aws: {
        Timestamp: Date.parse('2026-11-22T12:00:00.000Z'),
        CloudWatchMetrics: [
          {
            Namespace: 'BuildingOS/prod',
            Dimensions: [['status']],
            Metrics: [{ Name: 'MissionEnded', Unit: 'Milliseconds' }],
          },
        ],
      },
      status: 'completed',
      MissionEnded: 812,
    },
  ]);
});

test('every line has the form that CloudWatch reads, and holds what its metric and its dimension name', () => {
  const { metrics, lines } = recorder();
  metrics.count('ToolFailed', 'tickets.open');
  metrics.count('EmergencyDetected', 'gas');
  metrics.count('ReplyDelivery', '');
  metrics.duration('MessageProcessed', 12, 'text');
  for (const line of lines) {
    expect(line).not.toContain('\n');
    const { _aws, ...values } = emf.parse(JSON.parse(line));
    for (const { Dimensions, Metrics } of _aws.CloudWatchMetrics) {
      expect(Object.keys(values).toSorted()).toEqual(
        [...Dimensions.flat(), ...Metrics.map(({ Name }) => Name)].toSorted(),
      );
    }
  }
  expect(lines).toHaveLength(4);
});

test('no dimension has the name of a metric', () => {
  const names: readonly string[] = Object.keys(METRICS);
  expect(Object.values(METRICS).filter(({ by }) => names.includes(by))).toEqual([]);
});
