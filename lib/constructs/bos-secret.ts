import { Validations } from 'aws-cdk-lib';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

export interface BosSecretProps {
  readonly environment: string;
  readonly name: string;
  readonly keyArn: string;
}

/**
 * A secret without a value, for the operator to fill. The L2 construct would invent one, and a function would take
 * that for the real thing; an empty secret cannot be read, so what needs it refuses to work.
 */
export class BosSecret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, props: BosSecretProps) {
    super(scope, props.name);
    const secret = new CfnSecret(this, 'Secret', {
      name: `bos/${props.environment}/${props.name}`,
      description: 'Filled by the operator: aws secretsmanager put-secret-value',
      kmsKeyId: props.keyArn,
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The partner issues it and has no way to rotate it by program; docs/runbook.md says how to replace it.',
    });
    this.arn = secret.ref;
  }
}
