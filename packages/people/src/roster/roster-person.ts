import { deterministicId } from '@bos/kernel/ids';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { type Identity, identityEntity } from '../identities/identity.ts';
import { type IdentityKey, identityKey } from '../identities/identity-store.ts';
import type { MembershipDependencies } from '../memberships/write-membership.ts';
import { personEntity } from '../persons/person.ts';
import type { RosterPerson } from './read-roster.ts';

/** The same address has the same new person, whenever and in whichever import. */
const TIMELESS = new Date(0);

/** The id that somebody gets whom nobody knows; a hash with a key, so that nobody reads a telephone from it. */
export async function newUserId(
  { blindIndex }: Pick<MembershipDependencies, 'blindIndex'>,
  buildingId: string,
  { address: { channel, text } }: RosterPerson,
): Promise<string> {
  return deterministicId(TIMELESS, 'roster', buildingId, channel, await blindIndex(channel, text));
}

/** Whom e-mails lead to that has a telephone: as in `settlePerson`, they are not followed. */
async function withPhone(table: Table, found: readonly Stored<Identity>[]): Promise<ReadonlySet<string>> {
  const ids = found.filter(({ channel }) => channel === 'email').map(({ userId }) => ({ userId }));
  const people = await table.getMany(personEntity, ids);
  return new Set(people.filter(({ phone }) => phone !== undefined).map(({ userId }) => userId));
}

/** Who each of them is, or will be: in requests for a hundred, not for one. */
export async function userIdsOf(
  deps: MembershipDependencies,
  buildingId: string,
  people: readonly RosterPerson[],
): Promise<readonly string[]> {
  const keys = await Promise.all(
    people.map(({ address: { channel, text } }) => identityKey(deps.blindIndex, channel, text)),
  );
  const places = ({ channel, hash, formerHashes }: IdentityKey) =>
    [hash, ...formerHashes].map((each) => ({ channel, hash: each }));
  const found = await deps.table.getMany(
    identityEntity,
    keys.flatMap((key) => (key === undefined ? [] : places(key))),
  );
  const hidden = await withPhone(deps.table, found);
  const known = new Map(
    found
      .filter(({ channel, userId }) => channel === 'phone' || !hidden.has(userId))
      .map(({ channel, hash, userId }) => [`${channel} ${hash}`, userId]),
  );
  return Promise.all(
    people.map(async (person, position) => {
      const key = keys[position];
      const userId =
        key &&
        places(key)
          .map(({ channel, hash }) => known.get(`${channel} ${hash}`))
          .find((id) => id);
      return userId ?? newUserId(deps, buildingId, person);
    }),
  );
}
