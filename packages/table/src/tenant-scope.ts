import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What the work in hand may touch of the table beside the directory: the items of one building; of the buildings that a
 * person's own list named to it; or no tenant's. It follows the work through every `await`, so that no store can forget it.
 * Work without a scope serves many tenants: queues and schedules, and is isolated by the stores alone.
 */
export type TenantScope =
  | { readonly kind: 'building'; readonly buildingId: string }
  /** `list` is the partition that lists the person's buildings; what it lists is opened as it is read. */
  | { readonly kind: 'person'; readonly list: string; readonly buildings: Set<string> }
  | { readonly kind: 'directory' };

const scopes = new AsyncLocalStorage<TenantScope>();

/** Undefined outside of any scope. */
export function currentScope(): TenantScope | undefined {
  return scopes.getStore();
}

/** Throws when another scope is open: no code widens what its caller was given. */
function open<T>(scope: TenantScope, work: () => T): T {
  if (currentScope() !== undefined) throw new Error('A scope is open already, and nothing opens another within it.');
  return scopes.run(scope, work);
}

/** Runs the work for one building. */
export const inBuilding = <T>(buildingId: string, work: () => T): T => open({ kind: 'building', buildingId }, work);

/** Runs the work for a person in whichever buildings the items of that index partition name. */
export const asPerson = <T>(list: string, work: () => T): T =>
  open({ kind: 'person', list, buildings: new Set() }, work);

/** Runs the work for nobody's building. */
export const inDirectory = <T>(work: () => T): T => open({ kind: 'directory' }, work);
