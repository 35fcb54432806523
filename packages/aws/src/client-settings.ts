/**
 * Every call ends: a connection within 1 s, an answer within 5 s, three tries in all. 18 s at the worst, below the
 * shortest time-out of a function that waits for more than one call.
 */
export function clientSettings() {
  return {
    maxAttempts: 3,
    retryMode: 'standard' as const,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000 },
  };
}
