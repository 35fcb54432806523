import { normaliseEmail } from '@bos/kernel/email-address';
import { normalisePhone } from '@bos/kernel/phone-number';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { create, expectAbsent, type WriteOperation } from '@bos/table/write';
import { type Identity, identityEntity } from './identity.ts';

/** One address as it is looked up. `address` is its normalised form. */
export interface IdentityKey {
  readonly channel: Identity['channel'];
  readonly hash: string;
  readonly address: string;
  /** Under what else it may lie: only while the key of the blind index is rotated. */
  readonly formerHashes: readonly string[];
}

const NORMALISE: Readonly<Record<Identity['channel'], (text: string) => string | undefined>> = {
  phone: normalisePhone,
  email: normaliseEmail,
  // These two are somebody else's identifiers, and taken as they come.
  whatsapp_user: (text) => text,
  oidc: (text) => text,
};

/** The key of an address; undefined for a text that is none of its channel. */
export async function identityKey(
  blindIndex: BlindIndex,
  channel: Identity['channel'],
  text: string,
): Promise<IdentityKey | undefined> {
  const address = NORMALISE[channel](text);
  if (address === undefined || address === '') return undefined;
  const [hash = '', ...formerHashes] = await blindIndex.every(channel, address);
  return { channel, hash, address, formerHashes };
}

/** The identity of a person at that address; fails when the address is somebody's. `address` as it is written to. */
export function createIdentity(
  { channel, hash, address, formerHashes }: IdentityKey,
  userId: string,
  writtenAs = address,
): WriteOperation[] {
  return [
    create(identityEntity, { channel, hash, address: writtenAs, userId }),
    ...formerHashes.map((former) => expectAbsent(identityEntity, { channel, hash: former })),
  ];
}

export interface IdentityStore {
  find(key: IdentityKey): Promise<Stored<Identity> | undefined>;
  /** In any spelling that `normalisePhone` takes. */
  byPhone(phone: string): Promise<Stored<Identity> | undefined>;
  /** In any spelling that `normaliseEmail` takes. */
  byEmail(email: string): Promise<Stored<Identity> | undefined>;
  /** By the subject of a verified access token. */
  bySubject(subject: string): Promise<Stored<Identity> | undefined>;
}

export function createIdentityStore(table: Table, blindIndex: BlindIndex): IdentityStore {
  async function find({ channel, hash, formerHashes }: IdentityKey): Promise<Stored<Identity> | undefined> {
    const found = await Promise.all(
      [hash, ...formerHashes].map((each) => table.get(identityEntity, { channel, hash: each })),
    );
    return found.find((identity) => identity !== undefined);
  }
  const by = async (channel: Identity['channel'], text: string) => {
    const key = await identityKey(blindIndex, channel, text);
    return key && find(key);
  };
  return {
    find,
    byPhone: (phone) => by('phone', phone),
    byEmail: (email) => by('email', email),
    bySubject: (subject) => by('oidc', subject),
  };
}
