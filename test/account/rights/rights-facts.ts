import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Deployment } from '../deployment.ts';
import type { EmulatedAccount } from '../emulated-account.ts';
import type { Facts } from '../facts.ts';
import { ATTEMPTS } from './attempts.ts';
import { type Candidate, functionCandidates, otherCandidates } from './candidates.ts';
import { EMULATED_CALLS, type EmulatedCall } from './emulated-calls.ts';
import type { Permission } from './permission.ts';
import { dependsOnCondition, isAllowed, type Statement } from './policy.ts';
import { type Resource, resourcesFor } from './resources.ts';
import { trustOfRole } from './roles.ts';
import { tenantFacts } from './tenant-facts.ts';

interface Attempt extends Resource {
  readonly action: string;
  readonly permission: Permission;
}

export interface RightsCount {
  /** Decided by our own reading of the policies. */
  readonly read: number;
  /** Of these, decided by the emulator's IAM as well. */
  readonly called: number;
}

const answeredSchema = z.object({ $metadata: z.object({ httpStatusCode: z.number() }) });

/**
 * Whether IAM let a call through; what the service then says of the request does not matter. By the status alone, for the
 * emulator refuses in XML whatever the service speaks. A wrong signature would look the same, and show where leave is expected.
 */
async function verdictOf(call: () => Promise<unknown>): Promise<boolean | 'the emulator broke'> {
  try {
    await call();
    return true;
  } catch (error) {
    const answered = answeredSchema.safeParse(error);
    const status = answered.success ? answered.data.$metadata.httpStatusCode : 500;
    return status >= 500 ? 'the emulator broke' : status !== 403;
  }
}

function attemptsOn(resources: readonly Resource[]): Attempt[] {
  return resources.flatMap((resource) =>
    (ATTEMPTS[resource.kind] ?? []).map((action) => ({
      ...resource,
      action,
      permission: `${action} ${resource.name}` as Permission,
    })),
  );
}

/** Each action of each statement is one that is tried: a right that nobody thought of here cannot pass unnoticed. */
function untried(statements: readonly Statement[], attempts: readonly Attempt[]): string[] {
  const tried = new Set(attempts.map(({ action }) => action));
  return statements.flatMap(({ Action }) => Action.filter((action) => !tried.has(action)));
}

/** Each function has a role of its own, which Lambda alone may be. */
async function roleFacts(candidates: readonly Candidate[], { clients }: Deployment, facts: Facts): Promise<void> {
  for (const { name, roleArn } of candidates) {
    facts.same(
      `${name}: who may be it`,
      (await trustOfRole(clients, roleArn)).map(({ Action, Principal }) => [Action, Principal]),
      [[['sts:AssumeRole'], { Service: 'lambda.amazonaws.com' }]],
    );
  }
  facts.same(
    'roles of functions, each its own',
    new Set(candidates.map(({ roleArn }) => roleArn)).size,
    candidates.length,
  );
}

/** What the emulator can be asked as well: not what a condition decides, nor what only a context tells apart. */
function callFor(attempt: Attempt, { statements }: Candidate): EmulatedCall | undefined {
  const { action, arn: resource, context } = attempt;
  if (context !== undefined || dependsOnCondition(statements, { action, resource })) return undefined;
  return EMULATED_CALLS[action];
}

async function tryAll(candidate: Candidate, attempts: readonly Attempt[], facts: Facts): Promise<RightsCount> {
  const { name, permitted, statements, session, clients } = candidate;
  facts.same(`${name}: rights that are not tried`, untried(statements, attempts), []);
  const tried = new Set(attempts.map(({ permission }) => permission));
  const missed = [...permitted].filter((one) => !tried.has(one));
  facts.same(`${name}: permissions that are not tried`, missed, []);
  let called = 0;
  for (const attempt of attempts) {
    const { action, permission, arn, context } = attempt;
    const about = `${name}: ${permission}`;
    const expected = permitted.has(permission);
    const question = { action, resource: arn, context: { ...session, ...context } };
    facts.same(about, isAllowed(statements, question), expected);
    const call = callFor(attempt, candidate);
    if (call === undefined) continue;
    facts.same(`${about} (called)`, await verdictOf(() => call(clients, arn)), expected);
    called += 1;
  }
  return { read: attempts.length, called };
}

/**
 * Takes on the role of every function, of tenants and of services, and tries everything on everything: what the catalog gives
 * must be allowed, all else refused. Every attempt is decided by reading the policies that IAM holds; those that the emulator
 * can decide, by it as well. Its checks are on meanwhile.
 */
export async function rightsFacts(
  account: EmulatedAccount,
  deployment: Deployment,
  facts: Facts,
): Promise<RightsCount> {
  const { Table } = await deployment.clients.dynamodb.send(
    new DescribeTableCommand({ TableName: deployment.surroundings.tableName }),
  );
  const functions = await functionCandidates(deployment);
  await roleFacts(functions, deployment, facts);
  const roleOf = (name: string): string => functions.find((one) => one.name === name)?.roleArn ?? 'nobody';
  await tenantFacts(deployment, roleOf, facts);
  const candidates = [...functions, ...(await otherCandidates(deployment))];
  let read = 0;
  let called = 0;
  await account.judgeCallers(true);
  try {
    for (const candidate of candidates) {
      const attempts = attemptsOn(resourcesFor(candidate.name, deployment, Table?.LatestStreamArn ?? ''));
      const count = await tryAll(candidate, attempts, facts);
      read += count.read;
      called += count.called;
    }
  } finally {
    await account.judgeCallers(false);
  }
  return { read, called };
}
