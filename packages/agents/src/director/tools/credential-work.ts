import { codeStatus, revokeCredential } from '@bos/buildings/access/credentials/change-credential';
import { type Credential, isStanding } from '@bos/buildings/access/credentials/credential';
import type { CredentialDependencies } from '@bos/buildings/access/credentials/credential-steps';
import { credentialAt, credentialsOf, replaceCode } from '@bos/buildings/access/credentials/replace-code';
import { settleCredential } from '@bos/buildings/access/credentials/settle-credential';
import { deterministicId } from '@bos/kernel/ids';
import { localTime } from '@bos/kernel/time-zone';
import { failed, type ToolOutcome } from '@bos/missions/tools/tool';
import type { ToolContext } from '@bos/missions/tools/tool-context';
import { deviceNames } from '../../wording/device-names.ts';
import type { CodeOutput, ReplacedCodeOutput, RevokedTagOutput } from './credential-shapes.ts';

const lockNames = ({ table }: CredentialDependencies, { buildingId, deviceIds }: Credential): Promise<string[]> =>
  deviceNames(table, buildingId, deviceIds);

function shown(time: string, timeZone: string): CodeOutput['from'] {
  const local = localTime(new Date(time), timeZone);
  return { date: local.date, time: local.time };
}

function stateOf(credential: Credential, at: Date): CodeOutput['state'] | undefined {
  const status = codeStatus(credential, at);
  if (status.kind === 'over') return undefined;
  if (status.kind === 'works') return 'works';
  return status.late ? 'late' : 'not_yet';
}

/** Undefined for one that is over. */
async function describe(
  deps: CredentialDependencies,
  credential: Credential,
  { now, timeZone }: ToolContext,
): Promise<CodeOutput | undefined> {
  const state = stateOf(credential, now);
  if (state === undefined) return undefined;
  const { credentialId, validFrom, validUntil } = credential;
  return {
    credentialId,
    state,
    from: shown(validFrom, timeZone),
    ...(validUntil !== undefined && { until: shown(validUntil, timeZone) }),
    locks: await lockNames(deps, credential),
  };
}

/** Codes are of one's own, so it is either that there was one, or none. */
function noCode(codes: readonly Credential[], { timeZone }: ToolContext) {
  const [last] = codes;
  if (last?.validUntil === undefined || isStanding(last)) return failed('NO_CODE');
  return failed('CODE_OVER', { until: shown(last.validUntil, timeZone) });
}

/** What may be said of the code that counts now. */
export async function tellCodeStatus(
  deps: CredentialDependencies,
  context: ToolContext,
): Promise<ToolOutcome<CodeOutput>> {
  const { buildingId, requester, now: at, signal } = context;
  const codes = await credentialsOf(deps, { buildingId, userId: requester.userId }, 'code');
  const code = credentialAt(codes, at);
  if (code === undefined) return noCode(codes, context);
  // Somebody stands at the door: a lock that is back is asked now, not at its next look.
  const isLate = stateOf(code, at) === 'late';
  const settled = isLate
    ? await settleCredential(deps, { buildingId, credentialId: code.credentialId, at, signal })
    : undefined;
  const credential = settled !== undefined && settled.kind !== 'absent' ? settled.credential : code;
  const output = await describe(deps, credential, context);
  return output === undefined ? noCode([credential], context) : { kind: 'completed', output };
}

/** Another code for the same doors, and what became of the lost one. */
export async function replaceLostCode(
  deps: CredentialDependencies,
  context: ToolContext,
): Promise<ToolOutcome<ReplacedCodeOutput>> {
  const { buildingId, missionId, stepId, requestedAt, requester, now: at, signal } = context;
  const { userId } = requester;
  const replacementId = (id: string) => deterministicId(requestedAt, 'replacement', missionId, stepId, id);
  const found = await replaceCode(deps, { buildingId, userId, replacementId, at, signal });
  if (found.kind === 'none') return failed('NO_CODE');
  const output = await describe(deps, found.fresh, context);
  if (output === undefined) return failed('CODE_NOT_REPLACED', { locks: await lockNames(deps, found.fresh) });
  return { kind: 'completed', output: { ...output, owed: found.old.status === 'ending' } };
}

/** Taken back by its person since the request came: what an earlier attempt of this step did. */
function takenBack(tags: readonly Credential[], { requester, requestedAt }: ToolContext): Credential | undefined {
  const since = requestedAt.toISOString();
  return tags.find((tag) => {
    if (isStanding(tag) || tag.endedBy !== requester.userId) return false;
    return (tag.status === 'ending' ? tag.endRequestedAt : tag.endedAt) >= since;
  });
}

/** Takes the one tag of the requester back. */
export async function revokeLostTag(
  deps: CredentialDependencies,
  context: ToolContext,
): Promise<ToolOutcome<RevokedTagOutput>> {
  const { buildingId, requester, now: at, signal } = context;
  const { userId } = requester;
  const tags = await credentialsOf(deps, { buildingId, userId }, 'tag');
  const standing = tags.filter(isStanding);
  const done = takenBack(tags, context);
  if (done === undefined && standing.length > 1) return failed('SEVERAL_TAGS', { count: standing.length });
  // One that is on its way out already is asked for again: its lock may be back.
  const tag = done ?? standing[0] ?? tags.find(({ status }) => status === 'ending');
  if (tag === undefined) return failed('NO_TAG');
  const { credentialId } = tag;
  const outcome = await revokeCredential(deps, { buildingId, credentialId, revokedBy: userId, at, signal });
  const state = outcome.kind === 'over' || outcome.kind === 'absent' ? 'revoked' : 'revoking';
  return { kind: 'completed', output: { credentialId, state, locks: await lockNames(deps, tag) } };
}
