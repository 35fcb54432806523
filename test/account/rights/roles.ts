import {
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import type { AccountClients } from '../account-clients.ts';
import { policySchema, type Statement } from './policy.ts';

/** IAM hands policies out as URI components. */
const parsePolicy = (encoded = '%7B%7D'): Statement[] =>
  policySchema.parse(JSON.parse(decodeURIComponent(encoded))).Statement;

const nameOf = (roleArn: string): string => roleArn.split('/').at(-1) ?? '';

/** All that a role may do, by its own policies. Throws when policies from elsewhere are attached: none of ours has any. */
export async function statementsOfRole({ iam }: AccountClients, roleArn: string): Promise<Statement[]> {
  const RoleName = nameOf(roleArn);
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  if (AttachedPolicies.length > 0) throw new Error(`${RoleName} has ${AttachedPolicies[0]?.PolicyName} attached`);
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const statements: Statement[] = [];
  for (const PolicyName of PolicyNames) {
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    statements.push(...parsePolicy(PolicyDocument));
  }
  return statements;
}

/** Who may take the role on. */
export async function trustOfRole({ iam }: AccountClients, roleArn: string): Promise<Statement[]> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: nameOf(roleArn) }));
  return parsePolicy(Role?.AssumeRolePolicyDocument);
}
