import { normalisePhone } from '@bos/kernel/phone-number';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { type Identity, identityEntity } from './identity.ts';

/** One address as it is looked up. `address` is its normalised form. */
export interface IdentityKey {
  readonly channel: Identity['channel'];
  readonly hash: string;
  readonly address: string;
}

/** The key of an address; undefined for a text that is no telephone. */
export async function identityKey(
  blindIndex: BlindIndex,
  channel: Identity['channel'],
  text: string,
): Promise<IdentityKey | undefined> {
  const address = channel === 'phone' ? normalisePhone(text) : text;
  return address === undefined || address === ''
    ? undefined
    : { channel, hash: await blindIndex(channel, address), address };
}

export interface IdentityStore {
  find(key: IdentityKey): Promise<Stored<Identity> | undefined>;
  /** In any spelling that `normalisePhone` takes. */
  byPhone(phone: string): Promise<Stored<Identity> | undefined>;
  /** By the subject of a verified access token. */
  bySubject(subject: string): Promise<Stored<Identity> | undefined>;
}

export function createIdentityStore(table: Table, blindIndex: BlindIndex): IdentityStore {
  const find = ({ channel, hash }: IdentityKey) => table.get(identityEntity, { channel, hash });
  const by = async (channel: Identity['channel'], text: string) => {
    const key = await identityKey(blindIndex, channel, text);
    return key && find(key);
  };
  return { find, byPhone: (phone) => by('phone', phone), bySubject: (subject) => by('oidc', subject) };
}
