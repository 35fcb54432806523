import type { Table } from '@bos/table/table';
import { identityEntity } from '../identities/identity.ts';
import { createPersonStore } from '../persons/person-store.ts';
import type { ConsentAddress } from './consent-store.ts';

/** More than anybody has. */
const MOST = 100;

/** As a message names a person. */
interface Named {
  readonly whatsappUserId?: string;
  readonly phone?: string;
}

export function consentAddresses({ whatsappUserId, phone }: Named): ConsentAddress[] {
  return [
    ...(phone === undefined ? [] : [{ kind: 'phone', value: phone } as const]),
    ...(whatsappUserId === undefined ? [] : [{ kind: 'whatsapp_user', value: whatsappUserId } as const]),
  ];
}

/** By what WhatsApp may reach a person: as their message names them, and what is known of them beside it. */
export async function addressesOf(table: Table, userId: string, named: Named): Promise<ConsentAddress[]> {
  const [{ items }, person] = await Promise.all([
    table.list(identityEntity, { userId }, { index: 'GSI1', limit: MOST }),
    createPersonStore(table).get(userId),
  ]);
  return [
    ...consentAddresses(named),
    ...(person?.phone === undefined ? [] : [{ kind: 'phone', value: person.phone } as const]),
    ...items.flatMap(({ channel, address }) =>
      channel === 'phone' || channel === 'whatsapp_user' ? [{ kind: channel, value: address }] : [],
    ),
  ];
}
