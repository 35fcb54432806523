import { ATTRIBUTES } from '@bos/table/definition';
import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { keysTableName } from '../names.ts';
import type { Settings } from '../settings.ts';

/**
 * The shortest that DynamoDB offers. For so long a destroyed key could be restored, and so could everything if the table
 * were emptied by mistake: see ADR 9.
 */
const RECOVERY_DAYS = 1;

const text = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * The wrapped keys, apart from what they open: what is destroyed here must be gone. So it has no stream, no index and no
 * backup but its last day. Without it nobody's data can be read: it is replicated wherever the data is.
 */
export class KeysTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, props: { readonly settings: Settings; readonly key: IKey }) {
    super(scope, id);
    const { settings, key } = props;
    this.table = new TableV2(this, 'Table', {
      tableName: keysTableName(settings.environment),
      partitionKey: text(ATTRIBUTES.partitionKey),
      sortKey: text(ATTRIBUTES.sortKey),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: RECOVERY_DAYS },
      billing: Billing.onDemand({
        maxReadRequestUnits: settings.maxReadUnits,
        maxWriteRequestUnits: settings.maxWriteUnits,
      }),
      encryption: TableEncryptionV2.customerManagedKey(key, settings.replicas),
      replicas: Object.keys(settings.replicas).map((region) => ({ region })),
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
