import { consentAddresses } from '@bos/people/consent/addresses';
import { createConsentStore } from '@bos/people/consent/consent-store';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { timeOf } from '../whatsapp/timestamp.ts';
import type { PreferenceEnvelope } from '../whatsapp/webhook-body.ts';

/**
 * Notes what people chose in WhatsApp's own settings. There it is said of advertisements; we have nothing that is less
 * wanted than what nobody asked for, so a stop is taken for all of it. Durable when it resolves; may be repeated.
 */
export async function hearPreferences(
  { table, blindIndex }: { readonly table: Table; readonly blindIndex: BlindIndex },
  preferences: readonly PreferenceEnvelope[],
  heardAt: Date,
): Promise<void> {
  const consents = createConsentStore(table, blindIndex);
  for (const { phoneNumberId, preference } of preferences) {
    const { wa_id: phone, user_id: whatsappUserId, value, timestamp } = preference;
    const addresses = consentAddresses({
      ...(phone !== undefined && { phone }),
      ...(whatsappUserId !== undefined && { whatsappUserId }),
    });
    await retryConflicts(async () => {
      const writes = await consents.noting({
        phoneNumberId,
        addresses,
        state: value === 'stop' ? 'stopped' : 'given',
        source: 'whatsapp_settings',
        at: timeOf(timestamp) ?? heardAt,
        heardAt,
      });
      if (writes.length > 0) await table.write(writes);
    });
  }
}
