import { createKmsKeyWrapper } from '@bos/aws/kms-key-wrapper';
import { createS3ErasureLedger } from '@bos/aws/s3-erasure-ledger';
import { rewrapKeys } from '@bos/table/encryption/key-rotation';
import { attach } from './attach.ts';
import { openDeployed } from './deployed.ts';
import { openPrivacy, openPrivacyAt, type Privacy, type PrivacyPlace } from './privacy.ts';

export interface PrivacyDesk {
  readonly privacy: Privacy;
  close(): void;
}

/** The option by which a command works on a deployed environment. */
export const AWS_OPTION = { aws: { type: 'boolean', default: false } } as const;

/** KMS makes its new keys by itself: what it wrapped is wrapped with the present one, and is seen nowhere meanwhile. */
const rotateKms: PrivacyPlace['rotateKeeper'] = async (deps, { dryRun, onProgress }) => ({
  scope: 'keeper',
  kind: 'rewrapped',
  rewrapped: dryRun ? 0 : await rewrapKeys(deps, 'keeper', onProgress),
  renewed: 0,
});

/**
 * Where the commands on people's data work: on the system of this machine, or on a deployed environment. `command` is
 * who does it, by the audit trail. Throws OperatorError when neither is there.
 */
export async function openPrivacyDesk(command: string, { aws }: { readonly aws: boolean }): Promise<PrivacyDesk> {
  const actor = { kind: 'operator', id: command } as const;
  if (aws) {
    const { ports, value } = openDeployed([
      'tableName',
      'keysTableName',
      'dataKeyArn',
      'documentsBucket',
      'erasuresBucket',
    ]);
    const place: PrivacyPlace = {
      wrapper: createKmsKeyWrapper(() => value('dataKeyArn')),
      ledger: createS3ErasureLedger({ bucket: value('erasuresBucket'), ids: ports.ids }),
      rotateKeeper: rotateKms,
    };
    return { privacy: openPrivacyAt(place, ports, actor), close: () => {} };
  }
  const { settings, ports, identity } = await attach();
  return { privacy: openPrivacy(settings.dataDir, ports, actor), close: () => identity.close() };
}
