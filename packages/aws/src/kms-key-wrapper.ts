import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { DomainError } from '@bos/kernel/errors';
import type { KeyWrapper } from '@bos/table/encryption/key-wrapper';
import { clientSettings } from './client-settings.ts';

/** Wraps keys with a customer managed KMS key; the context is KMS's encryption context and appears in CloudTrail. */
export function createKmsKeyWrapper(keyArn: () => string): KeyWrapper {
  let kms: KMSClient | undefined;
  const clientOf = () => (kms ??= new KMSClient(clientSettings()));
  return {
    async wrap(key, context) {
      const { CiphertextBlob } = await clientOf().send(
        new EncryptCommand({ KeyId: keyArn(), Plaintext: key, EncryptionContext: { ...context } }),
      );
      if (!CiphertextBlob) throw new DomainError('unavailable', 'KEY_WRAP_FAILED', 'KMS gave no ciphertext.');
      return CiphertextBlob;
    },
    async unwrap(wrapped, context) {
      try {
        const { Plaintext } = await clientOf().send(
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
