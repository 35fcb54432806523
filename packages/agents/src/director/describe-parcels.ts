import type { Language } from '@bos/kernel/language';
import { sayDate } from '../wording/say-times.ts';
import { tellAccess } from './reply/access-phrases.ts';
import type { WaitingParcel } from './waiting-parcels.ts';

/** One line a parcel. Where the desk keeps it is the desk's business. */
export function describeParcels(parcels: readonly WaitingParcel[], language: Language): string {
  if (parcels.length === 0) return tellAccess('noParcels', language);
  const lines = parcels.map(({ carrier, date, unitId: unit }) =>
    tellAccess('parcelLine', language, { carrier, unit, date: sayDate(date, language) }),
  );
  return [tellAccess('parcelsWaiting', language), ...lines].join('\n');
}
