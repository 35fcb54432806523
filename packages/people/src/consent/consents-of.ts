import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Table } from '@bos/table/table';
import { hashedItems, type PersonItemsDependencies } from '../personal-data/person-items.ts';
import { addressesOf } from './addresses.ts';
import { type Consent, consentEntity } from './consent.ts';
import { addressHash } from './consent-store.ts';

export interface ConsentsDependencies extends PersonItemsDependencies {
  readonly table: Table;
  readonly blindIndex: BlindIndex;
}

/** What a person said of being written to, on every business number. */
export async function consentsOf(deps: ConsentsDependencies, userId: string): Promise<Consent[]> {
  const { table, blindIndex } = deps;
  const addresses = await addressesOf(table, userId, {});
  const hashes = new Set(await Promise.all(addresses.map((address) => addressHash(blindIndex, address))));
  const consents: Consent[] = [];
  for await (const item of hashedItems(deps, 'addressHash', [...hashes])) {
    const consent = await table.decode(consentEntity, item);
    if (consent !== undefined) consents.push(consent);
  }
  return consents;
}
