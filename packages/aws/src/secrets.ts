import { type Clock, MINUTE } from '@bos/kernel/clock';
import { clientSettings } from './client-settings.ts';

/** A rotated secret is picked up within this time. */
const REFRESH = 5 * MINUTE;

/** Reads Secrets Manager, caching for five minutes. An empty secret counts as none: the caller refuses to work. */
export function createSecretReader(clock: Clock): (arn: string | undefined) => Promise<string | undefined> {
  const cache = new Map<string, { readonly value: Promise<string | undefined>; readonly until: number }>();

  async function read(arn: string): Promise<string | undefined> {
    const { GetSecretValueCommand, ResourceNotFoundException, SecretsManagerClient } = await import(
      '@aws-sdk/client-secrets-manager'
    );
    try {
      const { SecretString } = await new SecretsManagerClient(clientSettings()).send(
        new GetSecretValueCommand({ SecretId: arn }),
      );
      // A line break at the end comes with the file that the value was given in.
      const secret = SecretString?.trim();
      return secret === '' ? undefined : secret;
    } catch (error) {
      // So Secrets Manager answers for a secret to which the operator has given no value yet.
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }

  return async (arn) => {
    if (arn === undefined) return undefined;
    const cached = cache.get(arn);
    if (cached && cached.until > clock.now().getTime()) return cached.value;
    const value = read(arn);
    cache.set(arn, { value, until: clock.now().getTime() + REFRESH });
    value.catch(() => cache.delete(arn));
    return value;
  };
}
