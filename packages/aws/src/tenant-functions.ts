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

/**
 * How it works on the items of the tenant whom a request is for, under the role that is taken on for that tenant alone.
 * Undefined for whoever never does: workers, and functions whose routes are all public, since nobody's building is
 * opened to who has not signed in.
 */
export function tenantAccessOf(definition: FunctionDefinition): TableAccess | undefined {
  const { trigger } = definition;
  if (trigger.kind !== 'http' || trigger.routes.every((route) => route.public)) return undefined;
  return tableAccessOf(definition);
}
