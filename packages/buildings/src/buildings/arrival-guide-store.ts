import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { type ArrivalGuide, type ArrivalGuideContent, arrivalGuideEntity, placeOf } from './arrival-guide.ts';

export interface ArrivalGuideStore {
  /** Of a unit, or the building's own. */
  get(buildingId: string, unitId?: string): Promise<Stored<ArrivalGuide> | undefined>;
  /**
   * What is to be told to who arrives at that unit, in one request: what the unit says goes before what the building says,
   * Wi-Fi as a whole, directions language by language. Empty where nobody wrote any.
   */
  forArrival(buildingId: string, unitId: string): Promise<ArrivalGuideContent>;
}

export function createArrivalGuideStore(table: Pick<Table, 'get' | 'getMany'>): ArrivalGuideStore {
  return {
    get: (buildingId, unitId) => table.get(arrivalGuideEntity, { buildingId, place: placeOf(unitId) }),
    async forArrival(buildingId, unitId) {
      const parts = [undefined, unitId].map((of) => ({ buildingId, place: placeOf(of) }));
      const guides = await table.getMany(arrivalGuideEntity, parts);
      const house = guides.find((guide) => guide.unitId === undefined);
      const own = guides.find((guide) => guide.unitId === unitId);
      const wifi = own?.wifi ?? house?.wifi;
      const directions = { ...house?.directions, ...own?.directions };
      return { ...(wifi && { wifi }), ...(Object.keys(directions).length > 0 && { directions }) };
    },
  };
}

/** `createArrivalGuideStore(table).forArrival`, for those who need nothing else. Without a unit, what the building says. */
export async function findArrivalGuide(
  table: Pick<Table, 'get' | 'getMany'>,
  buildingId: string,
  unitId?: string,
): Promise<ArrivalGuideContent> {
  const store = createArrivalGuideStore(table);
  if (unitId !== undefined) return store.forArrival(buildingId, unitId);
  const { wifi, directions } = (await store.get(buildingId)) ?? {};
  return { ...(wifi && { wifi }), ...(directions && { directions }) };
}
