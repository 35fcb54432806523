import type { Right } from '@bos/kernel/function-definition';
import * as z from 'zod';
import { CATALOG } from '../../../functions/catalog.ts';
import type { Deployment } from '../deployment.ts';
import { type Facts, sorted } from '../facts.ts';
import { BUILDING } from './partitions.ts';
import { servedBy } from './permitted-items.ts';
import { isAllowed, type RequestContext } from './policy.ts';
import { trustOfRole } from './roles.ts';

type Access = Extract<Right, { kind: 'table' }>['access'];

const principalSchema = z.strictObject({
  AWS: z.union([z.string(), z.array(z.string())]).transform((arns) => [arns].flat()),
});

/** The functions that work for one tenant at a time, by how they work on the table. */
function usersByAccess(): Map<Access, string[]> {
  const users = new Map<Access, string[]>();
  for (const definition of CATALOG) {
    const { name, rights } = definition;
    if (!['who has signed in', 'who holds a secret'].includes(servedBy(definition))) continue;
    for (const right of rights) {
      if (right.kind === 'table') users.set(right.access, [...(users.get(right.access) ?? []), name]);
    }
  }
  return users;
}

export const tenantAccesses = (): Access[] => [...usersByAccess().keys()];

const tagged = (tags: Readonly<Record<string, string>>): RequestContext => ({
  'aws:TagKeys': Object.keys(tags),
  ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [`aws:RequestTag/${name}`, value])),
});

/** What a session may be tagged with when the role is taken on, and whether it then may be. */
const SESSIONS: readonly (readonly [string, RequestContext, boolean])[] = [
  ['for a building', tagged({ building: BUILDING }), true],
  ['for no building', tagged({}), false],
  ['for a building without a name', tagged({ building: '' }), false],
  ['with a tag beside it', tagged({ building: BUILDING, role: 'admin' }), false],
  ['with another tag', tagged({ role: 'admin' }), false],
];

/** The role of tenants is taken on by the functions that serve them and by nobody else, for one building at a time. */
export async function tenantFacts(
  { clients, surroundings }: Deployment,
  roleOf: (functionName: string) => string,
  facts: Facts,
): Promise<void> {
  for (const [access, users] of usersByAccess()) {
    const resource = surroundings.tenantRoleArn?.(access) ?? '';
    const trust = await trustOfRole(clients, resource);
    const principals = trust.flatMap(({ Principal }) => principalSchema.parse(Principal).AWS);
    facts.same(`tenant-${access}: who may be it`, sorted(new Set(principals)), sorted(users.map(roleOf)));
    for (const action of ['sts:AssumeRole', 'sts:TagSession'])
      for (const [session, context, expected] of SESSIONS)
        facts.same(`tenant-${access}: ${action} ${session}`, isAllowed(trust, { action, resource, context }), expected);
    facts.same(`tenant-${access}: taken on otherwise`, sorted(new Set(trust.flatMap(({ Action }) => Action))), [
      'sts:AssumeRole',
      'sts:TagSession',
    ]);
  }
}
