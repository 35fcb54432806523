import {
  type FunctionConfiguration,
  GetFunctionCommand,
  GetPolicyCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { functionEnvironment } from '@bos/aws/function-environment';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import * as z from 'zod';
import { CATALOG } from '../../../functions/catalog.ts';
import { physicalName } from '../../../lib/names.ts';
import type { Deployment } from '../deployment.ts';
import { type Facts, sorted } from '../facts.ts';
import { callJsonService } from '../plain-calls.ts';
import { policySchema } from '../rights/policy.ts';

const groupsSchema = z.object({
  logGroups: z.array(
    z.object({ logGroupName: z.string(), retentionInDays: z.number().optional(), kmsKeyId: z.string().optional() }),
  ),
});

/** Who may call a function, and for what: `events.amazonaws.com` for a rule, API Gateway for its API. */
export async function callersOf({ clients }: Deployment, functionName: string) {
  const { Policy } = await clients.lambda.send(new GetPolicyCommand({ FunctionName: functionName }));
  return policySchema.parse(JSON.parse(Policy ?? '{}')).Statement;
}

async function allFunctions({ clients: { lambda } }: Deployment): Promise<FunctionConfiguration[]> {
  const found: FunctionConfiguration[] = [];
  let Marker: string | undefined;
  do {
    const page = await lambda.send(new ListFunctionsCommand({ ...(Marker === undefined ? {} : { Marker }) }));
    found.push(...(page.Functions ?? []));
    Marker = page.NextMarker || undefined;
  } while (Marker !== undefined);
  return found;
}

function configurationFacts(
  definition: FunctionDefinition,
  found: FunctionConfiguration | undefined,
  { settings, surroundings }: Deployment,
  facts: Facts,
): void {
  const about = `function ${definition.name}`;
  facts.same(`${about}: environment`, found?.Environment?.Variables, functionEnvironment(definition, surroundings));
  facts.same(`${about}: time-out`, found?.Timeout, definition.timeoutSeconds);
  facts.same(`${about}: memory`, found?.MemorySize, definition.memoryMegabytes);
  facts.same(`${about}: description`, found?.Description, definition.description);
  facts.same(`${about}: entry`, found?.Handler, 'index.handler');
  facts.same(`${about}: tracing`, found?.TracingConfig?.Mode, settings.tracing ? 'Active' : 'PassThrough');
}

/** Every function of the catalog is there as the catalog says, with a bundle and a log group; and no other is. */
export async function functionFacts(deployment: Deployment, facts: Facts): Promise<void> {
  const { clients, settings, storageKeyArn } = deployment;
  const { environment } = settings;
  const found = await allFunctions(deployment);
  facts.same(
    'functions of the account',
    sorted(found.map(({ FunctionName = '' }) => FunctionName)),
    sorted(CATALOG.map(({ name }) => physicalName(environment, name))),
  );
  const { logGroups } = groupsSchema.parse(await callJsonService(deployment, 'logs', 'DescribeLogGroups', {}));
  for (const definition of CATALOG) {
    const FunctionName = physicalName(environment, definition.name);
    const { Configuration, Code } = await clients.lambda.send(new GetFunctionCommand({ FunctionName }));
    configurationFacts(definition, Configuration, deployment, facts);
    const about = `function ${definition.name}`;
    const bytes = Configuration?.CodeSize ?? 0;
    facts.hold(`${about}: code`, bytes > 0 && Code?.Location ? undefined : 'there is none');
    const group = logGroups.find(({ logGroupName }) => logGroupName === `/bos/${environment}/${definition.name}`);
    facts.same(`${about}: log group’s key`, group?.kmsKeyId, storageKeyArn);
    facts.hold(`${about}: log group’s retention`, group?.retentionInDays ? undefined : 'it is kept for ever');
  }
}
