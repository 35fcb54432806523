import { EnvironmentError } from '@bos/kernel/environment';

/**
 * Lambda puts the credentials of the function's role into its environment, and they outlast the process. The SDK's own
 * search goes on through files, web identities and metadata services, for which it would load as much code again.
 */
async function environmentCredentials() {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY)
    throw new EnvironmentError(['AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: not set']);
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
}

/**
 * Every call ends: a connection within 1 s, an answer within 5 s, three tries in all. 18 s at the worst, below the
 * shortest time-out of a function that waits for more than one call.
 */
export function clientSettings() {
  return {
    credentials: environmentCredentials,
    maxAttempts: 3,
    retryMode: 'standard' as const,
    // Without the last one the SDK only warns of an answer that does not come, and waits on.
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  };
}
