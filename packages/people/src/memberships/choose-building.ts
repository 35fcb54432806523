import { isInForce, type Membership } from './membership.ts';

/** Where a message belongs: one building, a question to its sender, or a building that does not know them. */
export type BuildingChoice =
  | { readonly kind: 'building'; readonly buildingId: string }
  | { readonly kind: 'ask'; readonly buildingIds: readonly string[] }
  | { readonly kind: 'stranger'; readonly buildingId: string };

/**
 * One business number may serve many buildings. Memberships in force decide; without any, those that are not yet or
 * no longer in force do, for that is where the person is known; without those, the number's only building.
 */
export function chooseBuilding(
  memberships: readonly Membership[],
  servedBuildingIds: readonly string[],
  at: Date,
): BuildingChoice {
  const known = memberships.filter(({ buildingId }) => servedBuildingIds.includes(buildingId));
  const inForce = known.filter((membership) => isInForce(membership, at));
  const candidates = (inForce.length > 0 ? inForce : known).map(({ buildingId }) => buildingId);
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return { kind: 'building', buildingId: only };
  if (candidates.length > 1) return { kind: 'ask', buildingIds: candidates };
  const [served] = servedBuildingIds;
  if (served !== undefined && servedBuildingIds.length === 1) return { kind: 'stranger', buildingId: served };
  return { kind: 'ask', buildingIds: servedBuildingIds };
}
