import { join } from 'node:path';
import { removeMediaOf } from '@bos/conversations/retention/remove-media';
import { openErasureFile } from '@bos/embedded/erasures/erasure-file';
import { createKeyFileWrapper } from '@bos/embedded/keys/key-file-wrapper';
import { rotateKeyFile } from '@bos/embedded/keys/rotate-key-file';
import { auditRecord } from '@bos/governance/audit/audit-record';
import type { AuditActor } from '@bos/kernel/audit-fact';
import { type ErasureDependencies, replayErasures } from '@bos/people/erasure/erase-person';
import { removeCheckInDocuments } from '@bos/stays/check-in/forget-documents';
import type { KeyRing } from '@bos/table/encryption/key-ring';
import type { RotationDependencies } from '@bos/table/encryption/key-rotation';
import type { KeyWrapper } from '@bos/table/encryption/key-wrapper';
import type { RotationOptions, RotationStep } from '@bos/table/encryption/rotate';
import type { Ports } from '../../functions/ports/ports.ts';
import { ENTITIES } from '../docs/entities.ts';

export type RotationRun = Pick<RotationOptions, 'dryRun' | 'onProgress'>;

/** What export, erasure and rotation work with, on one machine and on AWS. */
export interface Privacy extends ErasureDependencies {
  readonly keys: KeyRing;
  readonly wrapper: KeyWrapper;
  /** Takes the rotation of the key that wraps the outermost ones a step on. */
  rotateKeeper(run: RotationRun): Promise<RotationStep>;
}

export type PrivacyPorts = Pick<Ports, 'table' | 'raw' | 'keys' | 'keyStore' | 'blindIndex' | 'clock' | 'documents'>;

/** What the targets do not have in common. */
export interface PrivacyPlace extends Pick<Privacy, 'ledger' | 'wrapper'> {
  rotateKeeper(deps: RotationDependencies, run: RotationRun): Promise<RotationStep>;
}

/** Nobody's command: what was begun is completed, and what was erased is erased again. */
const ERASURE: AuditActor = { kind: 'system', id: 'erasure' };

/** `actor`: whose doing it is, by the audit trail. */
export function openPrivacyAt(
  { ledger, wrapper, rotateKeeper }: PrivacyPlace,
  ports: PrivacyPorts,
  actor: AuditActor,
): Privacy {
  const { table, raw, keys, keyStore: store, blindIndex, clock, documents } = ports;
  return {
    table,
    raw,
    keys,
    store,
    blindIndex,
    clock,
    wrapper,
    ledger,
    entities: ENTITIES,
    audit: auditRecord,
    actor,
    async removeAttachments(item) {
      await removeMediaOf(documents, item);
      await removeCheckInDocuments(documents, item);
    },
    rotateKeeper: (run) => rotateKeeper({ store, wrapper, clock }, run),
  };
}

/** On one machine. */
export function openPrivacy(dataDir: string, ports: PrivacyPorts, actor = ERASURE): Privacy {
  const keyFile = join(dataDir, 'secrets', 'master.key');
  const place: PrivacyPlace = {
    wrapper: createKeyFileWrapper(keyFile),
    ledger: openErasureFile(join(dataDir, 'erasures.jsonl')),
    rotateKeeper: (deps, run) => rotateKeyFile(deps, keyFile, run),
  };
  return openPrivacyAt(place, ports, actor);
}

/** Completes erasures that a kill has cut short. */
export async function completeErasures(dataDir: string, ports: PrivacyPorts): Promise<void> {
  await replayErasures(openPrivacy(dataDir, ports), 'unfinished');
}
