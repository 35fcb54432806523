import { type Building, buildingEntity } from '@bos/buildings/buildings/building';
import type { FirstManager, NewBuilding } from '@bos/buildings/buildings/new-building';
import { auditRecord } from '@bos/governance/audit/audit-record';
import type { AuditActor } from '@bos/kernel/audit-fact';
import { DomainError } from '@bos/kernel/errors';
import { deterministicId } from '@bos/kernel/ids';
import { createIdentity, createIdentityStore, identityKey } from '@bos/people/identities/identity-store';
import { createMembership, type MembershipDependencies } from '@bos/people/memberships/write-membership';
import { settlePerson } from '@bos/people/persons/settle-person';
import type { Stored } from '@bos/table/entity';
import { create, WriteConflictError } from '@bos/table/write';

/** The same first manager of the same building is the same person, however often it is set up. */
const TIMELESS = new Date(0);

export interface OnboardBuildingCommand {
  readonly building: NewBuilding;
  readonly actor: AuditActor;
  readonly requestId?: string;
  readonly at: Date;
}

export interface Onboarded {
  /** False when it stood already: then nothing of it was changed. */
  readonly created: boolean;
  readonly building: Stored<Building>;
  /** Who got it first; undefined when it stood already. */
  readonly managerId?: string;
}

/** Lets the subject of somebody's tokens lead to them. Throws SUBJECT_TAKEN when it leads to somebody else. */
export async function linkSubject(
  { table, blindIndex }: MembershipDependencies,
  userId: string,
  subject: string,
): Promise<void> {
  const key = await identityKey(blindIndex, 'oidc', subject);
  if (key === undefined) throw new RangeError('an empty subject');
  const store = createIdentityStore(table, blindIndex);
  try {
    if ((await store.find(key)) === undefined) await table.write(createIdentity(key, userId));
  } catch (error) {
    if (!(error instanceof WriteConflictError)) throw error;
  }
  if ((await store.find(key))?.userId !== userId)
    throw new DomainError('conflict', 'SUBJECT_TAKEN', 'Somebody else signs in with that subject.');
}

/** The person at that telephone, or that e-mail where there is none; a new one when nobody is known. */
export async function settleContact(
  deps: MembershipDependencies,
  newUserId: string,
  { name, phone, email, language, subject }: FirstManager,
): Promise<string> {
  const address =
    phone === undefined ? { channel: 'email' as const, text: email ?? '' } : { channel: 'phone' as const, text: phone };
  const userId = await settlePerson(deps, {
    userId: newUserId,
    displayName: name,
    address,
    ...(language !== undefined && { locale: language }),
  });
  if (subject !== undefined) await linkSubject(deps, userId, subject);
  return userId;
}

/**
 * Sets a building up with its first manager: the person first, then building, membership and record in one transaction. A
 * building that stands is left as it is, and nobody becomes its manager. Throws INVALID_INPUT and SUBJECT_TAKEN.
 */
export async function onboardBuilding(
  deps: MembershipDependencies,
  { building, actor, requestId, at }: OnboardBuildingCommand,
): Promise<Onboarded> {
  const { table, blindIndex } = deps;
  const { id: buildingId, manager, ...configuration } = building;
  const present = await table.get(buildingEntity, { buildingId });
  if (present !== undefined) return { created: false, building: present };
  // Made of the address as well: another manager, after a first attempt that was cut short, is another person.
  const hash = await blindIndex('contact', manager.phone ?? manager.email ?? '');
  const userId = await settleContact(deps, deterministicId(TIMELESS, 'first manager', buildingId, hash), manager);
  const changedBy = { audit: auditRecord, actor, at, ...(requestId !== undefined && { requestId }) };
  const membership = {
    buildingId,
    userId,
    status: 'active' as const,
    roles: ['manager' as const],
    unitIds: [],
    displayName: manager.name,
  };
  try {
    await table.write([
      create(buildingEntity, { buildingId, ...configuration }),
      ...(await createMembership({ blindIndex }, membership, changedBy)),
      auditRecord({
        buildingId,
        actor,
        action: 'building.created',
        resource: { type: 'building', id: buildingId },
        ...(requestId !== undefined && { requestId }),
        at,
      }),
    ]);
  } catch (error) {
    // Somebody set it up at the same time: theirs stands.
    if (!(error instanceof WriteConflictError)) throw error;
    const theirs = await table.get(buildingEntity, { buildingId });
    if (theirs === undefined) throw error;
    return { created: false, building: theirs };
  }
  const made = await table.get(buildingEntity, { buildingId });
  if (made === undefined) throw new Error('a building that was just written is gone');
  return { created: true, building: made, managerId: userId };
}
