import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], settings: Record<string, unknown> = {}) => ({
  test: { name, include, ...settings },
});

export default defineConfig({
  test: {
    projects: [
      project(
        'unit',
        ['packages/**/*.test.ts', 'functions/**/*.test.ts', 'bin/**/*.test.ts', 'test/architecture/**/*.test.ts'],
        {
          testTimeout: 20_000,
        },
      ),
      project('e2e', ['test/e2e/**/*.test.ts'], { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('infra', ['test/infra/**/*.test.ts'], { testTimeout: 60_000, hookTimeout: 120_000 }),
      project('engines', ['test/engines/**/*.test.ts', 'test/lambda-host/**/*.test.ts'], {
        testTimeout: 300_000,
        hookTimeout: 600_000,
        fileParallelism: false,
      }),
      project('fault', ['test/fault/**/*.test.ts'], { testTimeout: 900_000, hookTimeout: 60_000 }),
      project('browser', ['test/browser/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 60_000 }),
    ],
  },
});
