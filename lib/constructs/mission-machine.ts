import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  CustomerManagedEncryptionConfiguration,
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { placeholdersOf, substitutionName } from '../mission-substitutions.ts';
import { stateMachineName } from '../names.ts';
import type { BosFunction } from './bos-function.ts';
import { vendedLogGroup } from './storage-key.ts';

export interface MissionMachineProps {
  readonly environment: string;
  readonly key: IKey;
  /** Text of the definition in Amazon States Language. */
  readonly definition: string;
  readonly steps: readonly BosFunction[];
}

/** The coordinator of missions. Its role may invoke the mission steps and write its own log. */
export class MissionMachine extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: MissionMachineProps) {
    super(scope, id);
    const { environment, key, steps } = props;
    const role = new Role(this, 'Role', {
      description: 'What the mission state machine may do',
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      inlinePolicies: {
        steps: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['lambda:InvokeFunction'],
              resources: steps.map((step) => step.lambda.functionArn),
            }),
          ],
        }),
      },
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'Log delivery and X-Ray have no resource types: AWS accepts their actions on * alone.',
    });
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: stateMachineName(environment),
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(props.definition),
      definitionSubstitutions: this.substitutions(props),
      role,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Logs', {
          logGroupName: vendedLogGroup(environment, 'missions'),
          retention: RetentionDays.THREE_MONTHS,
          encryptionKey: key,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        // Inputs and outputs may name people; the history in the table says what happened.
        includeExecutionData: false,
      },
      encryptionConfiguration: new CustomerManagedEncryptionConfiguration(key, Duration.seconds(900)),
    });
  }

  private substitutions({ definition, steps }: MissionMachineProps): Record<string, string> {
    const arns = Object.fromEntries(
      steps.map((step) => [substitutionName(step.definition.name), step.lambda.functionArn]),
    );
    const wanted = placeholdersOf(definition);
    const given = Object.keys(arns).sort();
    if (wanted.join() !== given.join()) {
      throw new Error(`The mission definition calls ${wanted.join(', ')}; the catalog has ${given.join(', ')}.`);
    }
    return arns;
  }
}
