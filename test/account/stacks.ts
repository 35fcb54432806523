import {
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { physicalName } from '../../lib/names.ts';
import type { AccountClients } from './account-clients.ts';

/** The parts of the system that are stacks of their own, in the order of their deployment. */
const PARTS = ['data', 'missions', 'api', 'observability'] as const;

const templateSchema = z.object({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string(), DeletionPolicy: z.string().optional() })),
});

export interface DeployedResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** The physical id. */
  readonly id: string;
  /** Whether the template keeps it when its stack is deleted. */
  readonly retained: boolean;
}

export const stackNames = (environment: string): string[] => PARTS.map((part) => physicalName(environment, part));

async function resourcesOf({ cloudFormation }: AccountClients, stack: string): Promise<DeployedResource[]> {
  const { TemplateBody = '{}' } = await cloudFormation.send(new GetTemplateCommand({ StackName: stack }));
  const { Resources } = templateSchema.parse(JSON.parse(TemplateBody));
  const summaries: StackResourceSummary[] = [];
  let NextToken: string | undefined;
  do {
    const next = NextToken === undefined ? {} : { NextToken };
    const page = await cloudFormation.send(new ListStackResourcesCommand({ StackName: stack, ...next }));
    summaries.push(...(page.StackResourceSummaries ?? []));
    NextToken = page.NextToken || undefined;
  } while (NextToken !== undefined);
  const ids = new Map(summaries.map((one) => [one.LogicalResourceId, one.PhysicalResourceId ?? '']));
  return Object.entries(Resources).map(([logicalId, { Type, DeletionPolicy }]) => {
    const id = ids.get(logicalId);
    if (id === undefined) throw new Error(`${stack} has ${logicalId} in its template and not among its resources`);
    return { stack, logicalId, type: Type, id, retained: DeletionPolicy?.startsWith('Retain') ?? false };
  });
}

/** Every resource of the four stacks. Throws when one of a template is not among what CloudFormation made. */
export async function physicalIdsOf(clients: AccountClients, environment: string): Promise<DeployedResource[]> {
  const all: DeployedResource[] = [];
  for (const stack of stackNames(environment)) all.push(...(await resourcesOf(clients, stack)));
  return all;
}

export interface StackState {
  readonly name: string;
  readonly status: string;
  readonly protected: boolean;
  readonly events: number;
  /** Reasons of whatever failed or was rolled back at any time. */
  readonly failures: readonly string[];
}

/** How the stacks stand: any deployment that touches one adds events to it. */
export async function statesOf({ cloudFormation }: AccountClients, environment: string): Promise<StackState[]> {
  const states: StackState[] = [];
  for (const StackName of stackNames(environment)) {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
    states.push({
      name: StackName,
      status: Stacks[0]?.StackStatus ?? 'missing',
      protected: Stacks[0]?.EnableTerminationProtection ?? false,
      events: StackEvents.length,
      failures: StackEvents.flatMap(({ ResourceStatus = '', ResourceStatusReason }) =>
        /FAILED|ROLLBACK/.test(ResourceStatus) ? `${ResourceStatus}: ${ResourceStatusReason}` : [],
      ),
    });
  }
  return states;
}
