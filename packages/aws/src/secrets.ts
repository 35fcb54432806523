import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Clock } from '@bos/kernel/clock';
import { cachedValues, givenText, type ValueReader } from './cached-values.ts';
import { clientSettings } from './client-settings.ts';

/**
 * Reads Secrets Manager by ARN, remembering for five minutes. A secret without a value, or with an empty one, is
 * undefined: the caller refuses to work. Rejects with the SDK's error when the service cannot be asked.
 */
export function createSecretReader(clock: Clock): ValueReader {
  let client: SecretsManagerClient | undefined;
  return cachedValues(clock, async (arn) => {
    const { GetSecretValueCommand, ResourceNotFoundException, SecretsManagerClient } = await import(
      '@aws-sdk/client-secrets-manager'
    );
    client ??= new SecretsManagerClient(clientSettings());
    try {
      return givenText((await client.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString);
    } catch (error) {
      // So Secrets Manager answers for a secret to which the operator has given no value yet.
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  });
}
