import type { Stored } from '@bos/table/entity';
import type { WriteOperation } from '@bos/table/write';

/** A unit as the roster sees it; what else is known of it stays. */
export interface KnownUnit {
  readonly buildingId: string;
  readonly unitId: string;
  readonly tower?: string | undefined;
  readonly floor: number;
  readonly bedrooms?: number | undefined;
  readonly operatorId?: string | undefined;
}

/** The units of a building: they are kept in another room. */
export interface RosterUnits {
  /** One request for each 100; unknown ones are left out. */
  getMany(buildingId: string, unitIds: readonly string[]): Promise<Stored<KnownUnit>[]>;
  create(unit: KnownUnit): WriteOperation;
  /** Fails when somebody wrote it in between. */
  replace(before: Stored<KnownUnit>, after: KnownUnit): WriteOperation;
  remove(before: Stored<KnownUnit>): WriteOperation;
  /** Whether anything but people belongs to the unit: a device, a stay. */
  isInUse(buildingId: string, unitId: string): Promise<boolean>;
}
