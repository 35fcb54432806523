import { STRANGERS, stranger, verificationRequest } from './strangers.ts';
import type { Walk } from './walk.ts';

/** People, what they are in the building, and what they like. */
export async function documentPeople({ document, refuse }: Walk): Promise<void> {
  await document('getMe', { as: 'maria' });
  await document('listPeople', { query: { unitId: '0704' }, as: 'rafael' });
  const maria = await document('getPerson', { params: { userId: 'maria' } });
  await document('registerPerson', { as: 'rafael' });
  await refuse('registerPerson', 'PERSON_IS_MEMBER', { as: 'rafael' });
  await document('changePerson', { params: { userId: 'maria' }, version: maria.version });
  await refuse('changePerson', 'OWN_RIGHTS', { params: { userId: 'ana' }, version: 1 });
  await document('signOutPerson', { params: { userId: 'james' } });
  await document('listHistoryOfPerson', { params: { userId: 'james', kind: 'stays' }, as: 'rafael' });

  const calls = { params: { userId: 'maria', key: 'calls' }, as: 'maria' };
  await document('notePreference', calls);
  await document('listPreferences', { params: { userId: 'maria' }, as: 'rafael' });
  await document('removePreference', calls);
}

/** Who somebody is who wrote: by a code, or by the word of the staff. */
export async function documentVerification({ document, refuse, table, clock }: Walk): Promise<void> {
  await document('issueVerificationCode', { params: { userId: 'maria' }, as: 'rafael' });
  await refuse('issueVerificationCode', 'OWN_RIGHTS', { params: { userId: 'rafael' }, as: 'rafael' });
  const [known, unknown] = ['01M812C4G0R7W2J9K5X3V8QNTB', '01M812E9Z05N1YHP6D4C7MTJ8F'] as const;
  await table.write([
    ...STRANGERS.map(stranger),
    verificationRequest(known, STRANGERS[0], clock.now()),
    verificationRequest(unknown, STRANGERS[1], clock.now()),
  ]);
  await document('listVerificationRequests', { as: 'rafael' });
  await document('approveVerification', { params: { requestId: known }, as: 'rafael' });
  await document('refuseVerification', { params: { requestId: unknown }, as: 'rafael' });
  await refuse('refuseVerification', 'VERIFICATION_REQUEST_TRANSITION_REFUSED', {
    params: { requestId: known },
    as: 'rafael',
  });
}

/** Two members who are one person, and two who are not. */
export async function documentMerges({ document, prepare, refuse, table }: Walk): Promise<void> {
  await table.write(STRANGERS.map(stranger));
  const { id: mergeId } = await document('proposeMerge', { as: 'rafael' });
  await document('listMerges', { as: 'rafael' });
  await refuse('approveMerge', 'SECOND_PERSON_NEEDED', { params: { mergeId }, as: 'rafael' });
  await document('approveMerge', { params: { mergeId } });
  await document('undoMerge', { params: { mergeId } });
  const body = { userId: 'lucia', mergedUserId: STRANGERS[1] };
  const other = await prepare('proposeMerge', { as: 'rafael', body });
  await document('refuseMerge', { params: { mergeId: other.id } });
}
