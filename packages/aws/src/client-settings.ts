import type { DynamoDBExtensionConfiguration } from '@aws-sdk/client-dynamodb';
import { currentSignal, joinSignals, untilAborted } from '@bos/kernel/deadline';
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

/** What a client of any service lets an extension replace. */
type Replaceable = Pick<
  DynamoDBExtensionConfiguration,
  'httpHandler' | 'setHttpHandler' | 'retryStrategy' | 'setRetryStrategy'
>;
type RetryStrategy = Awaited<ReturnType<ReturnType<Replaceable['retryStrategy']>>>;

/** A wait before the next try ends with the deadline; the call then fails with what it met last. */
function waitingInTime(strategy: RetryStrategy): RetryStrategy {
  if (!('refreshRetryTokenForRetry' in strategy)) return strategy;
  const wait = strategy.refreshRetryTokenForRetry.bind(strategy);
  strategy.refreshRetryTokenForRetry = (token, failure) => untilAborted(wait(token, failure), currentSignal());
  return strategy;
}

/** Every request of a client ends with the deadline of the work that makes it, beside what the caller itself asks. */
const endingInTime = {
  configure(client: Replaceable): void {
    const handler = client.httpHandler();
    const handle = handler.handle.bind(handler);
    handler.handle = (request, options = {}) => {
      const deadline = currentSignal();
      if (deadline === undefined) return handle(request, options);
      const { abortSignal } = options;
      // The SDK's older kind of signal is none of the platform's and cannot be joined.
      const own = abortSignal instanceof AbortSignal ? abortSignal : undefined;
      return handle(request, { ...options, abortSignal: joinSignals(deadline, own) });
    };
    client.setHttpHandler(handler);
    const provider = client.retryStrategy();
    let strategy: Promise<RetryStrategy> | undefined;
    client.setRetryStrategy(() => {
      strategy ??= provider().then(waitingInTime);
      return strategy;
    });
  },
};

export interface ClientLimits {
  /** How long a try may wait for its answer to begin, and later for its next byte. 5 s if not given. */
  readonly answerMilliseconds?: number;
}

/**
 * The settings of every client of AWS. A call ends by itself, whoever made it:
 *
 * - with the deadline of the invocation (`withDeadline`), in the middle of a request or of a wait;
 * - a try after 1 s without a connection, 5 s without an answer, 5 s of silence within one;
 * - a call after three tries. Nobody answering takes 15.2 s: three times 5 s, and waits of at most 0.05 and 0.1 s. A
 *   service that refuses for its load is asked three times within 3 s (waits of at most 1 and 2 s, and up to 5 s longer
 *   each where it says how long);
 * - without another try once the client's budget is spent: 500 tokens, of which a try again costs 14, or 5 after
 *   throttling, given back by success. So when a service is down, 35 calls are tried again and then none, until
 *   it answers.
 *
 * Every client has a budget and connections of its own.
 */
export function clientSettings({ answerMilliseconds = 5_000 }: ClientLimits = {}) {
  return {
    credentials: environmentCredentials,
    maxAttempts: 3,
    retryMode: 'standard' as const,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: answerMilliseconds,
      // Without it the SDK only warns of an answer that does not come, and waits on.
      throwOnRequestTimeout: true,
      // The request's time-out ends with the first byte of the answer.
      socketTimeout: answerMilliseconds,
    },
    extensions: [endingInTime],
  };
}

/**
 * The same for the table, which answers within tens of milliseconds: 2 s for a try, so that a connection that died
 * unseen leaves a webhook's ten seconds time for the next. 6.2 s at the worst.
 */
export const tableClientSettings = () => clientSettings({ answerMilliseconds: 2_000 });
