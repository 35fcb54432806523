import { DomainError } from '@bos/kernel/errors';

export type StoredData = Readonly<Record<string, unknown>>;

/**
 * From the data of one schema version to that of the next: a pure function over the data as it was stored, decrypted.
 * Fields that name the item's keys or the person whose key encrypts it stay as they are.
 */
export interface Upgrade {
  readonly from: number;
  readonly apply: (data: StoredData) => StoredData;
  /** The fields that were encrypted up to that version, where they were others than after it. */
  readonly personal?: readonly string[];
}

interface Versioned {
  readonly type: string;
  readonly schemaVersion: number;
  readonly upgrades?: readonly Upgrade[];
}

/** Throws unless the upgrades lead to the present version without a gap. */
export function assertUpgradePath({ type, schemaVersion, upgrades = [] }: Versioned): void {
  const first = schemaVersion - upgrades.length;
  const gap = upgrades.findIndex(({ from }, position) => from !== first + position);
  if (gap >= 0 || first < 1) {
    throw new Error(`${type}: upgrades must lead from one version to the next, up to ${schemaVersion}`);
  }
}

/**
 * The upgrades that stored data of that version still needs, in order. Throws SCHEMA_TOO_NEW when a later release wrote
 * it, and ITEM_UNREADABLE when no upgrade from it is known any more.
 */
export function upgradesFrom({ type, schemaVersion, upgrades = [] }: Versioned, version: unknown): readonly Upgrade[] {
  if (version === schemaVersion) return [];
  if (typeof version === 'number' && version > schemaVersion) {
    const text = `A stored ${type} has schema ${version}; this release reads up to ${schemaVersion}: install the later one.`;
    throw new DomainError('unavailable', 'SCHEMA_TOO_NEW', text);
  }
  const needed = upgrades.filter(({ from }) => typeof version === 'number' && from >= version);
  if (needed.length === 0 || needed[0]?.from !== version) {
    const text = `A stored ${type} has schema ${String(version)}, from which no upgrade is known.`;
    throw new DomainError('unavailable', 'ITEM_UNREADABLE', text);
  }
  return needed;
}
