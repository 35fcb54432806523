import { noteParcelNotified } from '@bos/buildings/access/parcels/change-parcel';
import { createParcelStore } from '@bos/buildings/access/parcels/parcel-store';
import type { Table } from '@bos/table/table';
import { personPhrase } from './person-phrases.ts';
import { type Told, tellPerson } from './tell-person.ts';

export interface ParcelNews {
  readonly buildingId: string;
  readonly parcelId: string;
  readonly at: Date;
}

/**
 * Tells the recipient of a parcel that it came, and notes that they know. One that was handed out before, or whose
 * recipient is no member any more, is left as it is: the desk sees it among those whose recipient does not know.
 */
export async function tellOfParcel(table: Table, { buildingId, parcelId, at }: ParcelNews): Promise<Told> {
  const parcel = await createParcelStore(table).get(buildingId, parcelId);
  if (parcel === undefined) return 'absent';
  if (parcel.status !== 'received') return 'already';
  const { userId, carrier, unitId, receivedAt } = parcel;
  const told = await tellPerson(table, {
    buildingId,
    userId,
    name: ['parcel-arrived', parcelId],
    urgency: 'normal',
    happenedAt: new Date(receivedAt),
    text: (language) => ({
      title: personPhrase('parcelArrived', language),
      body: personPhrase('parcelArrivedBody', language, { carrier, unit: unitId }),
    }),
    at,
  });
  // After a kill between the two it comes again, and who has been told is not told twice.
  if (told !== 'absent') await noteParcelNotified({ table }, { buildingId, parcelId, at });
  return told;
}
