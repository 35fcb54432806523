import type { SSMClient } from '@aws-sdk/client-ssm';
import type { Clock } from '@bos/kernel/clock';
import { cachedValues, givenText, type ValueReader } from './cached-values.ts';
import { clientSettings } from './client-settings.ts';

/**
 * Reads Parameter Store by name (`/bos/prod/…`), remembering for five minutes: settings that an operator changes
 * without a deployment, never secrets. A parameter that does not exist is undefined: the caller has a default. Rejects
 * with the SDK's error when the service cannot be asked.
 */
export function createParameterReader(clock: Clock): ValueReader {
  let client: SSMClient | undefined;
  return cachedValues(clock, async (name) => {
    const { GetParameterCommand, ParameterNotFound, SSMClient } = await import('@aws-sdk/client-ssm');
    client ??= new SSMClient(clientSettings());
    try {
      return givenText((await client.send(new GetParameterCommand({ Name: name }))).Parameter?.Value);
    } catch (error) {
      if (error instanceof ParameterNotFound) return undefined;
      throw error;
    }
  });
}
