import type { FunctionDefinition } from '@bos/kernel/function-definition';

/** How a function works on the table, all its rights together. */
export type TableAccess = 'read' | 'write' | 'read-write';

/** Undefined without a right to the table. */
export function tableAccessOf({ rights }: FunctionDefinition): TableAccess | undefined {
  const given = rights.flatMap((right) => (right.kind === 'table' ? [right.access] : []));
  const reads = given.some((access) => access !== 'write');
  const writes = given.some((access) => access !== 'read');
  if (reads && writes) return 'read-write';
  if (reads) return 'read';
  return writes ? 'write' : undefined;
}

/**
 * Whether each of its invocations serves one tenant at the most, so that its own role need not reach any tenant's items:
 * what answers HTTP. Workers serve many tenants.
 */
export function isFenced(definition: FunctionDefinition): boolean {
  return definition.trigger.kind === 'http' && tableAccessOf(definition) !== undefined;
}

/** Whether somebody signs in for one of its routes. */
export function isSignedInto({ trigger }: FunctionDefinition): boolean {
  return trigger.kind === 'http' && trigger.routes.some((route) => !route.public);
}

/**
 * How it works on the items of the tenant whom a request is for, under the role that is taken on for that tenant alone.
 * Undefined for whoever never does: workers, and public functions whose routes name no building. One that names it opens
 * it for whoever holds a secret of that building, a link or a signature.
 */
export function tenantAccessOf(definition: FunctionDefinition): TableAccess | undefined {
  const { trigger } = definition;
  if (trigger.kind !== 'http') return undefined;
  const ofBuilding = trigger.routes.some(({ routeKey }) => routeKey.includes('{buildingId}'));
  return ofBuilding || isSignedInto(definition) ? tableAccessOf(definition) : undefined;
}
