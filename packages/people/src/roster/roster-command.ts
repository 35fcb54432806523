import type { Granter } from '../memberships/assert-may-grant.ts';
import type { ChangeOfRights } from '../memberships/write-membership.ts';

export interface ImportRoster {
  readonly buildingId: string;
  readonly text: string;
  /** ISO 3166-1: where telephones without a country code are. */
  readonly country: string;
  readonly granter: Granter;
  readonly changedBy: ChangeOfRights;
  /** When it ends: thousands of lines take a while. */
  readonly now: () => Date;
  /** Asked before each unit and person: a function must end before its time is over. */
  readonly mayGoOn: () => boolean;
  readonly onProgress?: (done: number, of: number) => void;
}

/** An import under its id, to be carried out or undone. */
export interface RosterRun extends Omit<ImportRoster, 'text' | 'country'> {
  readonly importId: string;
}
