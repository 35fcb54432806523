import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** Prefix of the log groups of AWS's own deliveries; it keeps their resource policy from outgrowing its limit. */
export const vendedLogGroup = (environment: string, name: string): string =>
  `/aws/vendedlogs/bos-${environment}/${name}`;

/**
 * The key of everything stored. Its policy names the services that encrypt without a role of ours and the places
 * where they may, so that no later stack has to change it.
 */
export class StorageKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, props: { readonly environment: string }) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: `BuildingOS ${props.environment}: table, queues, secrets, logs, executions, documents`,
      alias: `bos-${props.environment}-storage`,
      enableKeyRotation: true,
    });
    this.allowLogs(props.environment);
    this.allowAlarms();
    this.allowExecutionLogs();
  }

  private allowLogs(environment: string): void {
    const stack = Stack.of(this);
    const groups = [`/bos/${environment}/*`, vendedLogGroup(environment, '*')].map(
      (name) => `arn:${stack.partition}:logs:${stack.region}:${stack.account}:log-group:${name}`,
    );
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        resources: ['*'],
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups } },
      }),
    );
  }

  /** CloudWatch publishes alarms to an encrypted topic under its own name. */
  private allowAlarms(): void {
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }

  /** Step Functions hands encrypted execution logs to the log delivery service, which must open them. */
  private allowExecutionLogs(): void {
    const stack = Stack.of(this);
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
        actions: ['kms:Decrypt'],
        resources: ['*'],
        // The context under which the state machine's role encrypts them; the asterisk is part of its text.
        conditions: {
          StringEquals: {
            'kms:EncryptionContext:SourceArn': `arn:${stack.partition}:logs:${stack.region}:${stack.account}:*`,
          },
        },
      }),
    );
  }
}
