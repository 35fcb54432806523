import type { KMSClient } from '@aws-sdk/client-kms';
import { DomainError } from '@bos/kernel/errors';
import type { KeyWrapper } from '@bos/table/encryption/key-wrapper';
import { clientSettings } from './client-settings.ts';

/**
 * Wraps keys with a customer managed KMS key; the context is KMS's encryption context and appears in CloudTrail. The
 * client is loaded at the first key. Whatever KMS answers instead of a key is KEY_WRAP_FAILED or KEY_UNWRAP_FAILED
 * (`unavailable`), with its error as the cause.
 */
export function createKmsKeyWrapper(keyArn: () => string): KeyWrapper {
  let client: KMSClient | undefined;

  async function load() {
    const commands = await import('@aws-sdk/client-kms');
    client ??= new commands.KMSClient(clientSettings());
    return { client, ...commands };
  }

  return {
    async wrap(key, context) {
      const KeyId = keyArn();
      try {
        const { client, EncryptCommand } = await load();
        const { CiphertextBlob } = await client.send(
          new EncryptCommand({ KeyId, Plaintext: key, EncryptionContext: { ...context } }),
        );
        if (CiphertextBlob) return CiphertextBlob;
      } catch (cause) {
        throw new DomainError('unavailable', 'KEY_WRAP_FAILED', 'KMS did not wrap a key.', { cause });
      }
      throw new DomainError('unavailable', 'KEY_WRAP_FAILED', 'KMS gave no ciphertext.');
    },
    async unwrap(wrapped, context) {
      const KeyId = keyArn();
      try {
        const { client, DecryptCommand } = await load();
        const { Plaintext } = await client.send(
          new DecryptCommand({ KeyId, CiphertextBlob: wrapped, EncryptionContext: { ...context } }),
        );
        if (Plaintext) return Plaintext;
      } catch (cause) {
        throw new DomainError('unavailable', 'KEY_UNWRAP_FAILED', 'KMS did not unwrap a key.', { cause });
      }
      throw new DomainError('unavailable', 'KEY_UNWRAP_FAILED', 'KMS gave no plaintext.');
    },
    /** KMS rotates what is behind its key by itself; what it wrapped before stays as it was until it is wrapped anew. */
    async rewrap(wrapped, context) {
      const KeyId = keyArn();
      try {
        const { client, ReEncryptCommand } = await load();
        const { CiphertextBlob } = await client.send(
          new ReEncryptCommand({
            CiphertextBlob: wrapped,
            SourceKeyId: KeyId,
            SourceEncryptionContext: { ...context },
            DestinationKeyId: KeyId,
            DestinationEncryptionContext: { ...context },
          }),
        );
        if (CiphertextBlob) return CiphertextBlob;
      } catch (cause) {
        throw new DomainError('unavailable', 'KEY_WRAP_FAILED', 'KMS did not wrap a key anew.', { cause });
      }
      throw new DomainError('unavailable', 'KEY_WRAP_FAILED', 'KMS gave no ciphertext.');
    },
  };
}
