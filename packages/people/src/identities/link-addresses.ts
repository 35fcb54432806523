import { isDomainError } from '@bos/kernel/errors';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Table } from '@bos/table/table';
import { createIdentity, identityKey } from './identity-store.ts';

export interface Addresses {
  readonly whatsappUserId?: string;
  readonly phone?: string;
}

/**
 * Recognises a person by further addresses, as when WhatsApp tells that somebody changed their number. An address that
 * is already somebody's stays theirs. Idempotent.
 */
export async function linkAddresses(
  { table, blindIndex }: { readonly table: Table; readonly blindIndex: BlindIndex },
  userId: string,
  { whatsappUserId, phone }: Addresses,
): Promise<void> {
  const keys = await Promise.all([
    whatsappUserId === undefined ? undefined : identityKey(blindIndex, 'whatsapp_user', whatsappUserId),
    phone === undefined ? undefined : identityKey(blindIndex, 'phone', phone),
  ]);
  for (const key of keys) {
    if (key === undefined) continue;
    try {
      await table.write(createIdentity(key, userId));
    } catch (error) {
      if (!isDomainError(error, 'WRITE_CONFLICT')) throw error;
    }
  }
}
