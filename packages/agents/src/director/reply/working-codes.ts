import { codeStatus } from '@bos/buildings/access/credentials/change-credential';
import { createCredentialStore } from '@bos/buildings/access/credentials/credential-store';
import type { Mission } from '@bos/missions/missions/mission';
import type { Step } from '@bos/missions/missions/step';
import type { Table } from '@bos/table/table';
import * as z from 'zod';
import { tellsCode } from './tells-code.ts';

const output = z.object({ credentialId: z.string(), state: z.literal('works') });

/**
 * The codes that the reply may name, by the ids of their credentials: what a step found to work, works still, and is the
 * requester's own. Steps hold no code, for staff read them.
 */
export async function workingCodes(
  table: Table,
  { buildingId, userId }: Pick<Mission, 'buildingId' | 'userId'>,
  steps: readonly Step[],
  at: Date,
): Promise<ReadonlyMap<string, string>> {
  const store = createCredentialStore(table);
  const codes = new Map<string, string>();
  for (const step of steps) {
    const found = tellsCode(step) ? output.safeParse(step.output) : undefined;
    if (!found?.success) continue;
    const credential = await store.get(buildingId, found.data.credentialId);
    if (credential === undefined || credential.userId !== userId) continue;
    const status = codeStatus(credential, at);
    if (status.kind === 'works') codes.set(credential.credentialId, status.secret);
  }
  return codes;
}
