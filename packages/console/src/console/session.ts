const KEY = 'building-os-token';

/** What a browser offers to keep a session in. */
export interface SessionPlaces {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState'>;
}

/**
 * The token of this tab: from the fragment of a sign-in link, which is taken out of the address and of the history at
 * once, else the one that the tab has kept.
 */
export function readToken({ storage, location, history }: SessionPlaces): string | undefined {
  const given = new URLSearchParams(location.hash.replace(/^#/, '')).get('token');
  if (given === null || given === '') return storage.getItem(KEY) ?? undefined;
  storage.setItem(KEY, given);
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  return given;
}

/** Keeps the token until the tab is closed; without one, forgets it. */
export function keepToken({ storage }: Pick<SessionPlaces, 'storage'>, token: string | undefined): void {
  if (token === undefined) storage.removeItem(KEY);
  else storage.setItem(KEY, token);
}
