import type { RecordAudit } from '@bos/table/record-audit';
import type { WriteOperation } from '@bos/table/write';
import type { Credential } from './credential.ts';
import { CREDENTIAL_CLOCK } from './credential-moves.ts';
import { STAY_CLOCK } from './stay-access.ts';

const CLOCKS: ReadonlySet<string> = new Set([CREDENTIAL_CLOCK, STAY_CLOCK]);

interface CredentialChange {
  readonly before: Credential | undefined;
  readonly after: Credential;
  /** A person, or one of the clocks. */
  readonly by: string;
  readonly at: Date;
}

/** The record of a right that was given, moved or taken back. What locks did of it stands in the access log. */
export function credentialAudit(audit: RecordAudit, { before, after, by, at }: CredentialChange): WriteOperation {
  const { buildingId, credentialId, kind, status } = after;
  const dates = (['validFrom', 'validUntil'] as const).filter((field) => before?.[field] !== after[field]);
  return audit({
    buildingId,
    actor: { kind: CLOCKS.has(by) ? 'system' : 'user', id: by },
    action: 'credential.changed',
    resource: { type: 'credential', id: credentialId },
    changed: [...(before?.status === status ? [] : ['status']), ...dates],
    values: { kind, status },
    at,
  });
}
