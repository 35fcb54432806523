import { vi } from 'vitest';
import { REGION } from './localstack.ts';

/**
 * Points every AWS client that is made from now on at an engine, through the variables that the SDK itself reads: the
 * adapters run as they are deployed.
 */
export function pointAwsAt(endpoint: string): void {
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  vi.stubEnv('AWS_REGION', REGION);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
}
