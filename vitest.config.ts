import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], settings: Record<string, unknown> = {}) => ({
  test: { name, include, ...settings },
});

export default defineConfig({
  test: {
    // Otherwise a core is left alone, half of a machine with two.
    maxWorkers: '100%',
    projects: [
      project(
        'unit',
        ['packages/**/*.test.ts', 'functions/**/*.test.ts', 'bin/**/*.test.ts', 'test/architecture/**/*.test.ts'],
        {
          testTimeout: 20_000,
          hookTimeout: 60_000,
          // Files share what they import: to load it anew for each takes longer than the tests.
          isolate: false,
          setupFiles: ['test/support/leave-no-trace.ts'],
        },
      ),
      project('e2e', ['test/e2e/**/*.test.ts'], { testTimeout: 60_000, hookTimeout: 60_000 }),
      // The same tests as e2e, on the functions as they are deployed and engines that play AWS.
      project('cloud', ['test/e2e/**/*.test.ts', 'test/weather/weather.test.ts'], {
        env: { BOS_TEST_TARGET: 'cloud' },
        testTimeout: 120_000,
        hookTimeout: 600_000,
        // Files of one process share its engines.
        isolate: false,
        // After everything else that runs engines.
        sequence: { groupOrder: 1 },
      }),
      project('infra', ['test/infra/**/*.test.ts'], { testTimeout: 60_000, hookTimeout: 120_000 }),
      project(
        'engines',
        [
          'test/engines/**/*.test.ts',
          'test/lambda-host/**/*.test.ts',
          'test/support/**/*.test.ts',
          'test/account/**/*.test.ts',
        ],
        {
          testTimeout: 300_000,
          hookTimeout: 600_000,
        },
      ),
      project('fault', ['test/fault/**/*.test.ts', 'test/weather/**/*.test.ts'], {
        testTimeout: 900_000,
        hookTimeout: 60_000,
        fileParallelism: false,
      }),
      project('browser', ['test/browser/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 60_000 }),
    ],
  },
});
