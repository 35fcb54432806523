import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { CATALOG } from '../../../functions/catalog.ts';
import { physicalName } from '../../../lib/names.ts';
import { type AccountClients, accountClients } from '../account-clients.ts';
import type { Deployment } from '../deployment.ts';
import { backupRoleArn } from '../read-back/backup-facts.ts';
import { BUILDING } from './partitions.ts';
import type { Permission } from './permission.ts';
import { permittedTo } from './permitted.ts';
import { permittedToBackup, permittedToNobody, permittedToScheduler, permittedToTenant } from './permitted-roles.ts';
import type { RequestContext, Statement } from './policy.ts';
import { statementsOfRole } from './roles.ts';
import { tenantAccesses } from './tenant-facts.ts';

/** Somebody who tries everything on everything. */
export interface Candidate {
  readonly name: string;
  readonly roleArn: string;
  readonly statements: readonly Statement[];
  /** What its session says of itself, in every request. */
  readonly session: RequestContext;
  /** All that it may do. */
  readonly permitted: ReadonlySet<Permission>;
  /** With the credentials of the role. */
  readonly clients: AccountClients;
}

type Role = Pick<Candidate, 'name' | 'roleArn' | 'permitted'> & Partial<Pick<Candidate, 'session'>>;

async function takeOn({ session = {}, ...role }: Role, { clients, endpoint, region }: Deployment): Promise<Candidate> {
  const { Credentials } = await clients.sts.send(
    new AssumeRoleCommand({ RoleArn: role.roleArn, RoleSessionName: 'rehearsal' }),
  );
  return {
    ...role,
    session,
    statements: await statementsOfRole(clients, role.roleArn),
    clients: accountClients(endpoint, region, {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    }),
  };
}

/** Every function of the catalog, under its role. */
export async function functionCandidates(deployment: Deployment): Promise<Candidate[]> {
  const { clients, settings } = deployment;
  const candidates: Candidate[] = [];
  for (const definition of CATALOG) {
    const { name } = definition;
    const FunctionName = physicalName(settings.environment, name);
    const { Configuration } = await clients.lambda.send(new GetFunctionCommand({ FunctionName }));
    const roleArn = Configuration?.Role ?? '';
    candidates.push(await takeOn({ name, roleArn, permitted: permittedTo(definition, settings) }, deployment));
  }
  return candidates;
}

function queuesOfSchedules(): string[] {
  return CATALOG.flatMap(({ rights }) => rights.flatMap((right) => (right.kind === 'schedule' ? right.queue : [])));
}

/** The roles that are no function's: those of tenants, with a building and without one, and those of services. */
export async function otherCandidates(deployment: Deployment): Promise<Candidate[]> {
  const { schedules, tenantRoleArn } = deployment.surroundings;
  const roles: Role[] = tenantAccesses().flatMap((access): Role[] => {
    const roleArn = tenantRoleArn?.(access) ?? '';
    return [
      {
        name: `tenant-${access}`,
        roleArn,
        session: { 'aws:PrincipalTag/building': BUILDING },
        permitted: permittedToTenant(access),
      },
      { name: `tenant-${access} without a building`, roleArn, permitted: permittedToNobody() },
    ];
  });
  if (schedules !== undefined) {
    const permitted = permittedToScheduler(queuesOfSchedules());
    roles.push({ name: 'EventBridge Scheduler', roleArn: schedules.roleArn, permitted });
  }
  roles.push({ name: 'AWS Backup', roleArn: await backupRoleArn(deployment), permitted: permittedToBackup() });
  return Promise.all(roles.map((role) => takeOn(role, deployment)));
}
