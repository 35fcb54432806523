import { afterAll, vi } from 'vitest';

// Test files of one project share a process: what one of them stands in for is real again for the next.
afterAll(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.useRealTimers();
});
