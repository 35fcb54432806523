import { type FunctionSurroundings, functionEnvironment } from '@bos/aws/function-environment';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Architecture, type Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeNamesOfRunTime } from './acknowledge-names.ts';
import { namesOfRunTime, type RightTargets, rightStatements, TRACING_STATEMENT_ACTIONS } from './function-rights.ts';

/** Everything that functions are wired to; one object for a whole stack. */
export interface FunctionWiring {
  readonly surroundings: FunctionSurroundings;
  readonly targets: RightTargets;
  readonly traced: boolean;
  code(definition: FunctionDefinition): Code;
}

export interface BosFunctionProps {
  readonly definition: FunctionDefinition;
  readonly wiring: FunctionWiring;
  /** What the way it is triggered adds, such as the right to hand failed stream records on. */
  readonly extraStatements?: readonly PolicyStatement[];
}

/** A function of the catalog as a Lambda, its log group, and a role that holds its rights and nothing else. */
export class BosFunction extends Construct {
  readonly definition: FunctionDefinition;
  readonly lambda: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, props: BosFunctionProps) {
    super(scope, props.definition.name);
    const { definition, wiring } = props;
    const { environment } = wiring.surroundings;
    this.definition = definition;

    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/bos/${environment}/${definition.name}`,
      retention: RetentionDays.THREE_MONTHS,
      encryptionKey: Key.fromKeyArn(this, 'StorageKey', wiring.targets.storageKeyArn),
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const statements = [
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
      ...rightStatements(definition, wiring.targets),
      ...(props.extraStatements ?? []),
    ];
    this.role = new Role(this, 'Role', {
      description: `What ${definition.name} may do`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      // In the role itself: an event source is checked against it as soon as the role exists.
      inlinePolicies: {
        rights: new PolicyDocument({ statements }),
        ...(wiring.traced ? { tracing: tracingDocument() } : {}),
      },
    });
    if (wiring.traced) acknowledgeTracing(this.role);
    acknowledgeNamesOfRunTime(this.role, namesOfRunTime(definition, wiring.targets));

    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: `bos-${environment}-${definition.name}`,
      description: definition.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: wiring.code(definition),
      timeout: Duration.seconds(definition.timeoutSeconds),
      memorySize: definition.memoryMegabytes,
      environment: functionEnvironment(definition, wiring.surroundings),
      role: this.role.withoutPolicyUpdates(),
      logGroup,
      tracing: wiring.traced ? Tracing.ACTIVE : Tracing.DISABLED,
    });
  }
}

function tracingDocument(): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({ effect: Effect.ALLOW, actions: [...TRACING_STATEMENT_ACTIONS], resources: ['*'] }),
    ],
  });
}

function acknowledgeTracing(role: Role): void {
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'The X-Ray actions have no resource types: AWS accepts them on * alone.',
  });
}
