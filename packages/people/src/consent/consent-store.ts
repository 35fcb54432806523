import { normalisePhone } from '@bos/kernel/phone-number';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { create, replace, type WriteOperation } from '@bos/table/write';
import { type Consent, consentEntity } from './consent.ts';

/** Where WhatsApp delivers to. */
export interface ConsentAddress {
  readonly kind: 'phone' | 'whatsapp_user';
  readonly value: string;
}

/** What somebody said of themselves. */
export interface ConsentChange {
  readonly phoneNumberId: string;
  /** All by which the person is known: a STOP from one of them is meant for each. */
  readonly addresses: readonly ConsentAddress[];
  readonly state: Consent['state'];
  readonly source: Consent['source'];
  readonly at: Date;
  readonly heardAt: Date;
  readonly confirmationId?: string;
}

export interface ConsentStore {
  /** Undefined for somebody who never said either. */
  find(phoneNumberId: string, address: ConsentAddress): Promise<Stored<Consent> | undefined>;
  /**
   * The writes that note a change; none for what is known, and none where something later is. They fail with
   * WRITE_CONFLICT when somebody noted another one meanwhile.
   */
  noting(change: ConsentChange): Promise<WriteOperation[]>;
}

/** Under what an address lies, as long as the system lives. */
export function addressHash(blindIndex: BlindIndex, { kind, value }: ConsentAddress): Promise<string> {
  return blindIndex.lasting(kind, kind === 'phone' ? (normalisePhone(value) ?? value) : value);
}

export function createConsentStore(table: Table, blindIndex: BlindIndex): ConsentStore {
  const hashOf = (address: ConsentAddress): Promise<string> => addressHash(blindIndex, address);

  return {
    find: async (phoneNumberId, address) =>
      table.get(consentEntity, { phoneNumberId, addressHash: await hashOf(address) }),

    async noting({ addresses, at, heardAt, ...said }) {
      const hashes = new Set(await Promise.all(addresses.map(hashOf)));
      const writes = await Promise.all(
        Array.from(hashes, async (hash) => {
          const consent: Consent = {
            ...said,
            addressHash: hash,
            at: at.toISOString(),
            heardAt: heardAt.toISOString(),
          };
          const known = await table.get(consentEntity, consent);
          if (known === undefined) return [create(consentEntity, consent)];
          return supersedes(consent, known) ? [replace(consentEntity, known, consent)] : [];
        }),
      );
      return writes.flat();
    },
  };
}

/** Messages come in any order and more than once. */
function supersedes(consent: Consent, known: Consent): boolean {
  if (consent.at < known.at || (consent.at === known.at && consent.state === known.state)) return false;
  // Advertisements that are welcome again take back no STOP that was meant for everything.
  const isResumed = consent.source === 'whatsapp_settings' && consent.state === 'given';
  return !(isResumed && known.state === 'stopped' && known.source !== 'whatsapp_settings');
}
