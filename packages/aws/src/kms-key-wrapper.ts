import type { KMSClient } from '@aws-sdk/client-kms';
import { DomainError } from '@bos/kernel/errors';
import type { KeyWrapper } from '@bos/table/encryption/key-wrapper';
import { clientSettings } from './client-settings.ts';

/**
 * Wraps keys with a customer managed KMS key; the context is KMS's encryption context and appears in CloudTrail. The
 * client is loaded at the first key.
 */
export function createKmsKeyWrapper(keyArn: () => string): KeyWrapper {
  let client: KMSClient | undefined;
  return {
    async wrap(key, context) {
      const { EncryptCommand, KMSClient } = await import('@aws-sdk/client-kms');
      client ??= new KMSClient(clientSettings());
      const { CiphertextBlob } = await client.send(
        new EncryptCommand({ KeyId: keyArn(), Plaintext: key, EncryptionContext: { ...context } }),
      );
      if (!CiphertextBlob) throw new DomainError('unavailable', 'KEY_WRAP_FAILED', 'KMS gave no ciphertext.');
      return CiphertextBlob;
    },
    async unwrap(wrapped, context) {
      try {
        const { DecryptCommand, KMSClient } = await import('@aws-sdk/client-kms');
        client ??= new KMSClient(clientSettings());
        const { Plaintext } = await client.send(
          new DecryptCommand({ KeyId: keyArn(), CiphertextBlob: wrapped, EncryptionContext: { ...context } }),
        );
        if (Plaintext) return Plaintext;
      } catch (cause) {
        throw new DomainError('unavailable', 'KEY_UNWRAP_FAILED', 'KMS did not unwrap a key.', { cause });
      }
      throw new DomainError('unavailable', 'KEY_UNWRAP_FAILED', 'KMS gave no plaintext.');
    },
  };
}
