import { type TableAccess, tenantAccessOf } from '@bos/aws/tenant-functions';
import { BUILDING_TAG } from '@bos/aws/tenant-sessions';
import {
  ArnPrincipal,
  CompositePrincipal,
  PolicyDocument,
  PrincipalWithConditions,
  Role,
  SessionTagsPrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { tenantRoleName } from '../names.ts';
import type { Settings } from '../settings.ts';
import { TENANT_KEYS } from '../table-keys.ts';
import type { BosFunction } from './bos-function.ts';
import { KEEP_KEYS, keyStatements, type RightTargets, tableStatements } from './function-rights.ts';

export interface TenantRolesProps {
  readonly settings: Settings;
  readonly functions: readonly BosFunction[];
  readonly targets: RightTargets;
}

/** Only with the name of a building, and with no other tag: without one the policy below matches nothing. */
const TAGGED = {
  StringLike: { [`aws:RequestTag/${BUILDING_TAG}`]: '?*' },
  'ForAllValues:StringEquals': { 'aws:TagKeys': [BUILDING_TAG] },
};

/**
 * The role that a function takes on for the tenant of a request: it reaches the items of the building that the session is
 * tagged with, in the table and in its indexes, and no other's. One for each way of working on the table; its sessions
 * live for an hour at the most, which is IAM's bound for a role that a role takes on.
 */
export function addTenantRoles(scope: Construct, { settings, functions, targets }: TenantRolesProps): void {
  const byAccess = Map.groupBy(functions, ({ definition }) => tenantAccessOf(definition));
  const roles = new Construct(scope, 'TenantRoles');
  for (const [access, users] of byAccess) if (access !== undefined) addRole(access, users);

  function addRole(access: TableAccess, users: readonly BosFunction[]): void {
    const trusted = new CompositePrincipal(...users.map(({ role }) => new ArnPrincipal(role.roleArn)));
    new Role(roles, access, {
      roleName: tenantRoleName(settings.environment, settings.region, access),
      description: `What the API may do in one building: ${access}`,
      assumedBy: new SessionTagsPrincipal(new PrincipalWithConditions(trusted, TAGGED)),
      inlinePolicies: {
        tenant: new PolicyDocument({
          statements: [
            ...tableStatements(access, TENANT_KEYS, targets),
            ...keyStatements(KEEP_KEYS, TENANT_KEYS, targets),
          ],
        }),
      },
    });
  }
}
