import { DomainError, notFound } from '@bos/kernel/errors';
import type { Table } from '@bos/table/table';
import { type Building, buildingEntity, type Feature } from './building.ts';

/** What a building does not say is on. */
export function hasFeature({ features = {} }: Pick<Building, 'features'>, feature: Feature): boolean {
  return features[feature] !== false;
}

/** Throws FEATURE_OFF. */
export function assertFeature(building: Pick<Building, 'buildingId' | 'features'>, feature: Feature): void {
  if (hasFeature(building, feature)) return;
  throw new DomainError('forbidden', 'FEATURE_OFF', `The building ${building.buildingId} does without ${feature}.`);
}

/** The same where the building was not read yet. Throws BUILDING_NOT_FOUND and FEATURE_OFF. */
export async function featureIsOn(table: Pick<Table, 'get'>, buildingId: string, feature: Feature): Promise<Building> {
  const building = await table.get(buildingEntity, { buildingId });
  if (building === undefined) throw notFound('building', buildingId);
  assertFeature(building, feature);
  return building;
}
