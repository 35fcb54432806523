/** What builds the requests of lists and writes. */
export type Requests = typeof import('./electro-items.ts');

let requests: Promise<Requests> | undefined;

/**
 * Loads ElectroDB, once a process and not while it starts: 10 ms, as much as all of our own code, that can pass while
 * a request is under way.
 */
export function loadRequests(): Promise<Requests> {
  requests ??= import('./electro-items.ts');
  return requests;
}
