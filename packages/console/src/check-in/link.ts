/** What the address of the page names: a building, and the secret of one guest's check-in there. */
export interface CheckInLink {
  readonly buildingId: string;
  readonly token: string;
}

const FRAGMENT = /^#([A-Za-z0-9_-]+)\/([A-Za-z0-9._-]+)$/;

/** Reads `#aurora/01J….AbC…`; undefined for whatever is no such link. A chat may have encoded it. */
export function readLink(fragment: string): CheckInLink | undefined {
  const [, buildingId, token] = FRAGMENT.exec(decoded(fragment)) ?? [];
  return buildingId === undefined || token === undefined ? undefined : { buildingId, token };
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
