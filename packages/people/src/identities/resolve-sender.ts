import { invalid } from '@bos/kernel/errors';
import { deterministicId } from '@bos/kernel/ids';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { create, type WriteOperation } from '@bos/table/write';
import { personEntity } from '../persons/person.ts';
import type { Identity } from './identity.ts';
import { createIdentity, createIdentityStore, type IdentityKey, identityKey } from './identity-store.ts';

export interface ResolveSenderDependencies {
  readonly table: Table;
  readonly blindIndex: BlindIndex;
}

/** What a message says of its sender. One of the two addresses at least. */
export interface Sender {
  /** WhatsApp's business-scoped user id. */
  readonly whatsappUserId?: string;
  readonly phone?: string;
  readonly profileName?: string;
  /** The provider's time of the message, so that a replay makes the same person. */
  readonly at: Date;
}

export interface ResolvedSender {
  readonly userId: string;
  readonly isNew: boolean;
  /** Id and telephone are known as two persons: staff should look at it. The id was followed. */
  readonly identityConflict: boolean;
}

const LONGEST_NAME = 120;

/**
 * The person behind a message, made when nobody is known. Writes are conditional on each address being free: of two
 * racing workers one makes the person and the other finds them. Throws SENDER_WITHOUT_ADDRESS.
 */
export async function resolveSender(
  { table, blindIndex }: ResolveSenderDependencies,
  sender: Sender,
): Promise<ResolvedSender> {
  const store = createIdentityStore(table, blindIndex);
  const keys = await keysOf(blindIndex, sender);
  return retryConflicts(async () => {
    const found = await Promise.all(keys.map((key) => store.find(key)));
    const { result, writes } = settle(sender, keys, found);
    await table.write(writes);
    return result;
  });
}

/** The business-scoped id first: it is the stronger of the two. */
async function keysOf(blindIndex: BlindIndex, { whatsappUserId, phone }: Sender): Promise<readonly IdentityKey[]> {
  const keys = await Promise.all([
    whatsappUserId === undefined ? undefined : identityKey(blindIndex, 'whatsapp_user', whatsappUserId),
    phone === undefined ? undefined : identityKey(blindIndex, 'phone', phone),
  ]);
  const usable = keys.filter((key) => key !== undefined);
  if (usable.length === 0)
    throw invalid('SENDER_WITHOUT_ADDRESS', 'The sender has neither a user id nor a telephone number.');
  return usable;
}

function settle(
  sender: Sender,
  keys: readonly IdentityKey[],
  found: readonly (Identity | undefined)[],
): { readonly result: ResolvedSender; readonly writes: readonly WriteOperation[] } {
  const known = found.find((identity) => identity !== undefined);
  const userId = known?.userId ?? newUserId(sender, keys);
  const missing = keys.filter((_key, position) => found[position] === undefined);
  const identityConflict = found.some((identity) => identity !== undefined && identity.userId !== userId);
  const identities = missing.flatMap((key) => createIdentity(key, userId));
  const writes = known ? identities : [create(personEntity, personOf(sender, userId, keys)), ...identities];
  return { result: { userId, isNew: known === undefined, identityConflict }, writes };
}

function newUserId({ at }: Sender, keys: readonly IdentityKey[]): string {
  return deterministicId(at, 'person', ...keys.slice(0, 1).flatMap(({ channel, hash }) => [channel, hash]));
}

function personOf({ profileName }: Sender, userId: string, keys: readonly IdentityKey[]) {
  const displayName = profileName?.trim().slice(0, LONGEST_NAME).toWellFormed();
  const phone = keys.find(({ channel }) => channel === 'phone')?.address;
  return { userId, ...(displayName && { displayName }), ...(phone !== undefined && { phone }) };
}
