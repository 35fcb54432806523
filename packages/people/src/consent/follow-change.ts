import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Table } from '@bos/table/table';
import { type ConsentAddress, createConsentStore } from './consent-store.ts';

/** A STOP goes with the person when they change their number. Idempotent. */
export async function followChange(
  { table, blindIndex }: { readonly table: Table; readonly blindIndex: BlindIndex },
  phoneNumberId: string,
  previous: readonly ConsentAddress[],
  current: readonly ConsentAddress[],
): Promise<void> {
  const consents = createConsentStore(table, blindIndex);
  const known = await Promise.all(previous.map((address) => consents.find(phoneNumberId, address)));
  const stopped = known.find((consent) => consent?.state === 'stopped');
  if (stopped === undefined) return;
  const at = new Date(stopped.at);
  const heardAt = new Date(stopped.heardAt);
  await table.write(
    await consents.noting({
      phoneNumberId,
      addresses: current,
      state: 'stopped',
      source: 'identity_change',
      at,
      heardAt,
    }),
  );
}
