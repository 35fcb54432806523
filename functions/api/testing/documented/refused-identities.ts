import { DAY } from '@bos/kernel/clock';
import { REQUEST_LASTS } from '@bos/people/verification/verification-request';
import type { DocumentedWorld } from './documented-world.ts';
import { STRANGERS, stranger, verificationRequest } from './strangers.ts';
import type { Walk } from './walk.ts';

const desk = { as: 'rafael' };
const DECISIONS = ['approveMerge', 'refuseMerge', 'undoMerge'];
const ASKS = '01M812C4G0R7W2J9K5X3V8QNTB';
const KNOWN = '01M812E9Z05N1YHP6D4C7MTJ8F';
const LATE = '01M812FJX84B6Z0QK2W9D3RVTM';

/** Codes and answers for people who have no right to them, or have them already. */
export async function refusedVerification({ refuse, prepare, table, clock }: Walk): Promise<void> {
  await refuse('issueVerificationCode', 'ROLE_BEYOND_YOURS', { ...desk, params: { userId: 'ana' } });
  const at = clock.now();
  await table.write([
    ...STRANGERS.map(stranger),
    verificationRequest(ASKS, STRANGERS[0], at),
    verificationRequest(KNOWN, 'lucia', at),
    verificationRequest(LATE, STRANGERS[1], at),
  ]);
  await refuse('issueVerificationCode', 'PERSON_WITHOUT_RIGHTS', { ...desk, params: { userId: STRANGERS[0] } });

  const first = { ...desk, params: { requestId: ASKS } };
  await refuse('approveVerification', 'ROLE_BEYOND_YOURS', { ...first, body: { roles: ['manager'] } });
  await refuse('approveVerification', 'UNIT_UNKNOWN', { ...first, body: { roles: ['resident'], unitIds: ['9999'] } });
  await refuse('approveVerification', 'VERIFICATION_NEEDLESS', { ...desk, params: { requestId: KNOWN } });
  await prepare('refuseVerification', first);
  await refuse('approveVerification', 'VERIFICATION_REQUEST_TRANSITION_REFUSED', first);
  clock.set(new Date(at.getTime() + REQUEST_LASTS + DAY));
  const over = { ...desk, params: { requestId: LATE } };
  await refuse('approveVerification', 'VERIFICATION_EXPIRED', over);
  await refuse('refuseVerification', 'VERIFICATION_EXPIRED', over);
}

/** Two who cannot be one, and those who may not say so. */
export async function refusedMerges(
  { refuse, prepare, table, clock }: Walk,
  { addMember }: DocumentedWorld,
): Promise<void> {
  await table.write(STRANGERS.map(stranger));
  const pair = (userId: string, mergedUserId: string) => ({ body: { userId, mergedUserId } });
  await refuse('proposeMerge', 'PERSON_NOT_FOUND', { ...desk, ...pair('maria', 'nobody') });
  await refuse('proposeMerge', 'OWN_RIGHTS', { ...desk, ...pair('rafael', STRANGERS[0]) });
  await refuse('proposeMerge', 'ROLE_BEYOND_YOURS', { ...desk, ...pair('ana', STRANGERS[0]) });
  await refuse('proposeMerge', 'MERGE_REFUSED', { ...desk, ...pair(...STRANGERS) });

  const propose = async (...members: readonly [string, string]) => {
    const { id } = await prepare('proposeMerge', pair(...members));
    return { params: { mergeId: id } };
  };
  const own = await propose('rafael', STRANGERS[1]);
  const beyond = await propose('bruno', STRANGERS[0]);
  for (const operation of DECISIONS) await refuse(operation, 'OWN_RIGHTS', { ...own, ...desk });
  for (const operation of ['approveMerge', 'refuseMerge'])
    await refuse(operation, 'ROLE_BEYOND_YOURS', { ...beyond, ...desk });
  await refuse('undoMerge', 'MERGE_TRANSITION_REFUSED', beyond);
  const second = { as: 'paulo' };
  await addMember('demo', second.as, ['manager']);
  await prepare('approveMerge', { ...beyond, ...second });
  await refuse('refuseMerge', 'MERGE_TRANSITION_REFUSED', beyond);
  await refuse('undoMerge', 'ROLE_BEYOND_YOURS', { ...beyond, ...desk });
  const late = await propose('lucia', STRANGERS[1]);
  clock.set(new Date(clock.now().getTime() + 8 * DAY));
  await refuse('approveMerge', 'MERGE_REFUSED', { ...late, ...second });
  await refuse('undoMerge', 'MERGE_REFUSED', beyond);
  await prepare('refuseMerge', late);
  await refuse('approveMerge', 'MERGE_TRANSITION_REFUSED', { ...late, ...second });
}
