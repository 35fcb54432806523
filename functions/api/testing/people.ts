import { deterministicId } from '@bos/kernel/ids';
import { membershipEntity } from '@bos/people/memberships/membership';
import { mergeEntity } from '@bos/people/merge/merge';
import { verificationRequestEntity } from '@bos/people/verification/verification-request';
import { create, type WriteOperation } from '@bos/table/write';

/** The bodies of the operations about people that have one; `name` is that of their things. */
export const peopleBodies = (name: string): Readonly<Record<string, unknown>> => ({
  registerPerson: { displayName: 'Emma Ward', roles: ['guest'] },
  changePerson: { displayName: 'Carla Dias' },
  notePreference: { value: 'vegetarian' },
  issueVerificationCode: {},
  approveVerification: { roles: ['guest'] },
  proposeMerge: { userId: 'carla', mergedUserId: `twin-${name}` },
});

/** Operations that reach as far as one’s own rights to grant do: on a guest, whom every desk may let in. */
export const PEOPLE_OF_GUESTS: readonly string[] = ['changePerson', 'signOutPerson', 'issueVerificationCode'];

const idOf = (kind: string, name: string): string => deterministicId(new Date(0), kind, name);

/** Which of the merges and requests below an operation decides about. */
export const peopleParams = (operation: string, name: string): Readonly<Record<string, string>> => ({
  key: `of-${name}`,
  kind: 'tickets',
  mergeId: idOf(['refuseMerge', 'undoMerge'].includes(operation) ? operation : 'approveMerge', name),
  requestId: idOf(operation === 'refuseVerification' ? operation : 'approveVerification', name),
});

/** Twins of the guest Carla, of whom one is merged into her, and two strangers who ask to be known. */
export function peopleThings(name: string, buildingId: string): WriteOperation[] {
  const at = '2026-11-22T12:00:00.000Z';
  const expiresAt = '2026-11-25T12:00:00.000Z';
  const stranger = (userId: string) =>
    create(membershipEntity, { buildingId, userId, status: 'unverified', roles: [], unitIds: [] });
  const merge = (operation: string, mergedUserId: string) => ({
    buildingId,
    mergeId: idOf(operation, name),
    userId: 'carla',
    mergedUserId,
    how: 'staff' as const,
    proposedBy: 'somebody',
    proposedAt: at,
    expiresAt,
  });
  const request = (operation: string, userId: string) =>
    create(verificationRequestEntity, {
      status: 'pending',
      buildingId,
      requestId: idOf(operation, name),
      userId,
      requestedAt: at,
      expiresAt,
    });
  return [
    ...[`twin-${name}`, `other-${name}`, `asks-${name}`, `begs-${name}`].map(stranger),
    create(membershipEntity, {
      buildingId,
      userId: `merged-${name}`,
      status: 'ended',
      roles: [],
      unitIds: [],
      mergedInto: 'carla',
    }),
    create(mergeEntity, { ...merge('approveMerge', `other-${name}`), status: 'proposed' }),
    create(mergeEntity, { ...merge('refuseMerge', `twin-${name}`), status: 'proposed' }),
    create(mergeEntity, {
      ...merge('undoMerge', `merged-${name}`),
      status: 'in_force',
      decidedBy: 'ana',
      decidedAt: at,
      before: { status: 'unverified', roles: [], unitIds: [] },
    }),
    request('approveVerification', `asks-${name}`),
    request('refuseVerification', `begs-${name}`),
  ];
}
