import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { CATALOG } from '../../../functions/catalog.ts';
import { placeholdersOf, substitutionName } from '../../../lib/mission-substitutions.ts';
import { physicalName } from '../../../lib/names.ts';
import type { Deployment } from '../deployment.ts';
import { type Facts, sorted } from '../facts.ts';
import { statementsOfRole } from '../rights/roles.ts';

const DEFINITION = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'lib', 'workflows', 'mission.asl.json'),
  'utf8',
);

/** The state machine runs our definition, calls the mission steps of the catalog, and may call nothing else. */
export async function missionFacts(deployment: Deployment, facts: Facts): Promise<void> {
  const { clients, settings, surroundings, storageKeyArn } = deployment;
  const steps = new Map(
    CATALOG.filter(({ trigger }) => trigger.kind === 'mission-step').map(({ name }) => [
      substitutionName(name),
      deployment.arn('lambda', `function:${physicalName(settings.environment, name)}`),
    ]),
  );
  facts.same('missions: steps', sorted(steps.keys()), placeholdersOf(DEFINITION));
  const expected = DEFINITION.replaceAll(/\$\{([A-Za-z0-9]+)\}/g, (_, name: string) => steps.get(name) ?? '');
  const machine = await clients.states.send(
    new DescribeStateMachineCommand({ stateMachineArn: surroundings.stateMachineArn }),
  );
  facts.same('missions: kind', machine.type, 'STANDARD');
  const definition: unknown = JSON.parse(machine.definition ?? '{}');
  facts.same('missions: definition', definition, JSON.parse(expected));
  facts.same('missions: encrypted', machine.encryptionConfiguration?.kmsKeyId, storageKeyArn);
  facts.same('missions: executions are logged', machine.loggingConfiguration?.level, 'ALL');
  facts.same('missions: without what people wrote', machine.loggingConfiguration?.includeExecutionData, false);
  const statements = await statementsOfRole(clients, machine.roleArn ?? '');
  const invocations = statements.filter(({ Action }) => Action.some((action) => action.startsWith('lambda:')));
  facts.same(
    'missions: may call',
    sorted(invocations.flatMap(({ Resource = [] }) => Resource)),
    sorted(steps.values()),
  );
}
