import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CATALOG } from '../../functions/catalog.ts';
import { QUEUES } from '../../functions/queue-definitions.ts';
import { synthesise } from '../../test/infra/synthesise.ts';
import { ROOT } from '../local/settings.ts';
import { alarmMetrics, dollarsPerThousand, sweepQueries } from './cost-model.ts';
import { costPage } from './cost-page.ts';
import { nearestQuotas } from './cost-quotas.ts';

const missionDefinition = readFileSync(join(ROOT, 'lib', 'workflows', 'mission.asl.json'), 'utf8');

describe('the sheet of costs', () => {
  test('is the one in docs', () => {
    expect(readFileSync(join(ROOT, 'docs', 'cost.md'), 'utf8')).toBe(costPage());
  });

  test('prices state transitions at 25 dollars a million: one mission of 15 in each of 1,000 conversations', () => {
    expect(dollarsPerThousand(300).get('transition')).toBeCloseTo(0.375, 10);
  });

  test('spreads what is paid for standing still over more conversations', () => {
    expect(dollarsPerThousand(10).get('alarm')).toBeCloseTo(1_000 * (dollarsPerThousand(10_000).get('alarm') ?? 0), 6);
  });

  test('pays for every metric that the stacks put under alarm', () => {
    const { resources } = synthesise({ catalog: CATALOG, queues: Object.values(QUEUES), missionDefinition });
    const metrics = resources('AWS::CloudWatch::Alarm').map(({ Properties: { Metrics } }) =>
      Array.isArray(Metrics) ? Metrics.filter((metric) => 'MetricStat' in metric).length : 1,
    );
    expect(metrics.reduce((sum, count) => sum + count, 0)).toBe(alarmMetrics());
  });

  test('puts the nearest limit first', () => {
    const shares = nearestQuotas(300).map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    expect(nearestQuotas(10_000)[0]?.share).toBeGreaterThan(1);
    expect(sweepQueries(10_000)).toBe(30_002);
  });
});
