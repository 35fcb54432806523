export const VIEWS = ['today', 'papers', 'conversations', 'missions', 'tickets', 'notifications'] as const;
export type View = (typeof VIEWS)[number];

/** Where somebody is in the console: `#/tickets/01J…`. */
export interface Address {
  readonly view: View;
  readonly id?: string;
}

/** Reads the fragment of the page's address; whatever it does not know is where somebody begins. */
export function readAddress(hash: string, home: View = 'conversations'): Address {
  const [name, id] = hash.replace(/^#\/?/, '').split('/');
  const view = VIEWS.find((known) => known === name) ?? home;
  return id === undefined || id === '' ? { view } : { view, id: decodeURIComponent(id) };
}

export function writeAddress({ view, id }: Address): string {
  return id === undefined ? `#/${view}` : `#/${view}/${encodeURIComponent(id)}`;
}
