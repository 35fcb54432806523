import { describe, expect, test } from 'vitest';
import { type Climate, type Fault, seededWeather } from './weather-plan.ts';

const STORM: Climate = { seed: 7, faults: { throttled: 0.1, conflict: 0.05, 'silent-after': 0.01 }, longestLag: 800 };

function faultsOf(operation: string, climate = STORM, requests = 10_000): (Fault | undefined)[] {
  const { faultOf } = seededWeather(climate);
  return Array.from({ length: requests }, (_, n) => faultOf(operation, n));
}

describe('seeded weather', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(faultsOf('PutItem')).toEqual(faultsOf('PutItem'));
    expect(faultsOf('PutItem')).not.toEqual(faultsOf('PutItem', { ...STORM, seed: 8 }));
    expect(faultsOf('PutItem')).not.toEqual(faultsOf('GetItem'));
  });

  test('befalls the shares that it is given', () => {
    const faults = faultsOf('TransactWriteItems');
    const share = (kind: Fault) => faults.filter((fault) => fault === kind).length / faults.length;
    expect(share('throttled')).toBeCloseTo(0.1, 1);
    expect(share('conflict')).toBeCloseTo(0.05, 1);
    expect(share('silent-after')).toBeCloseTo(0.01, 2);
  });

  test('befalls nothing that AWS would not let it befall', () => {
    expect(faultsOf('Query')).not.toContain('conflict');
    expect(new Set(faultsOf('CreateTable'))).toEqual(new Set([undefined]));
  });

  test('keeps every write from the indexes for its own time, up to the longest', () => {
    const { indexLag } = seededWeather(STORM);
    const lags = Array.from({ length: 1_000 }, (_, n) => indexLag(n));
    expect(Math.min(...lags)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...lags)).toBeLessThanOrEqual(800);
    expect(new Set(lags).size).toBeGreaterThan(400);
  });
});
