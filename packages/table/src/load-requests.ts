/** What builds the requests of lists and writes. */
export type Requests = typeof import('./electro-items.ts');

let requests: Promise<Requests> | undefined;

/**
 * Loads ElectroDB at the first list or write: 15 ms, as much as all of our own code. A function that only gets items
 * never waits for it, and a first write loads it while its keys are on the way.
 */
export function loadRequests(): Promise<Requests> {
  requests ??= import('./electro-items.ts');
  return requests;
}
