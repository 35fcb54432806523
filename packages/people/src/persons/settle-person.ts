import { invalid } from '@bos/kernel/errors';
import type { Language } from '@bos/kernel/language';
import { retryConflicts } from '@bos/table/retry-conflicts';
import { create } from '@bos/table/write';
import { createIdentity, createIdentityStore, identityKey } from '../identities/identity-store.ts';
import type { MembershipDependencies } from '../memberships/write-membership.ts';
import { personEntity } from './person.ts';

/** By what somebody will be recognised. One alone: nobody can vouch that two addresses belong to one person. */
export interface Address {
  readonly channel: 'phone' | 'email';
  /** In any spelling. */
  readonly text: string;
}

export interface NewPerson {
  /** The id that the person gets when nobody is known by the address. */
  readonly userId: string;
  readonly displayName: string;
  readonly locale?: Language;
  readonly address?: Address;
}

/**
 * The person who is known by that address anywhere, or a new one. Who types a telephone knows it, so it finds its person;
 * an e-mail address does so only where no telephone would come to light by it, and else is passed over. Idempotent. Throws
 * INVALID_INPUT.
 */
export async function settlePerson(deps: MembershipDependencies, person: NewPerson): Promise<string> {
  const { address } = person;
  const key = address && (await identityKey(deps.blindIndex, address.channel, address.text));
  if (address !== undefined && key === undefined) {
    const { channel } = address;
    throw invalid('INVALID_INPUT', 'Invalid person.', [{ field: channel, rule: `must be one ${channel}` }]);
  }
  const store = createIdentityStore(deps.table, deps.blindIndex);
  return retryConflicts(async () => {
    const known = key && (await store.find(key));
    const hidden = known && key.channel === 'email' && (await hasPhone(deps, known.userId));
    if (known && !hidden) return known.userId;
    const own = known === undefined && key !== undefined ? key : undefined;
    const { userId, displayName, locale } = person;
    if ((await deps.table.get(personEntity, { userId })) !== undefined) return userId;
    await deps.table.write([
      create(personEntity, {
        userId,
        displayName,
        ...(locale !== undefined && { locale }),
        ...(own?.channel === 'phone' && { phone: own.address }),
      }),
      ...(own ? createIdentity(own, userId) : []),
    ]);
    return userId;
  });
}

async function hasPhone({ table }: MembershipDependencies, userId: string): Promise<boolean> {
  return (await table.get(personEntity, { userId }))?.phone !== undefined;
}
