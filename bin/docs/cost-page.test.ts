import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { synthesiseSystem } from '../../test/infra/synthesise.ts';
import { ROOT } from '../local/settings.ts';
import { alarmMetrics, dollarsPerThousand, monthlyUnits, sweepQueries, sweepSeconds } from './cost-model.ts';
import { costPage } from './cost-page.ts';
import { nearestQuotas } from './cost-quotas.ts';

const { resources } = synthesiseSystem();

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
    const metrics = resources('AWS::CloudWatch::Alarm').map(({ Properties: { Metrics } }) =>
      Array.isArray(Metrics) ? Metrics.filter((metric) => 'MetricStat' in metric).length : 1,
    );
    expect(metrics.reduce((sum, count) => sum + count, 0)).toBe(alarmMetrics());
  });

  test('pays for every key and secret of the stacks', () => {
    const { key, secret } = monthlyUnits(10);
    expect(resources('AWS::KMS::Key')).toHaveLength(key);
    expect(resources('AWS::SecretsManager::Secret')).toHaveLength(secret);
  });

  test('sweeps every number and building each minute, sixteen side by side', () => {
    expect(sweepQueries(10_000)).toBe(40_002);
    expect(sweepSeconds(10_000)).toBeCloseTo((2 + 625 + 625) * 0.005, 10);
  });

  test('puts the nearest limit first', () => {
    const shares = nearestQuotas(300).map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  });
});
