import { ATTRIBUTES, INDEXES } from '@bos/table/definition';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { tableName } from '../names.ts';
import type { Settings } from '../settings.ts';

/** As long as DynamoDB keeps it. */
const RECOVERY_DAYS = 35;

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The one table: two indexes, a stream with both images, TTL, recovery to any second of 35 days. */
export class DataTable extends Construct {
  readonly table: TableV2;
  readonly indexArns: readonly string[];
  readonly streamArn: string;

  constructor(scope: Construct, id: string, props: { readonly settings: Settings; readonly key: IKey }) {
    super(scope, id);
    const { settings, key } = props;
    this.table = new TableV2(this, 'Table', {
      tableName: tableName(settings.environment),
      partitionKey: text(ATTRIBUTES.partitionKey),
      sortKey: text(ATTRIBUTES.sortKey),
      globalSecondaryIndexes: Object.entries(INDEXES).map(([indexName, index]) => ({
        indexName,
        partitionKey: text(index.partitionKey),
        sortKey: text(index.sortKey),
        maxReadRequestUnits: settings.maxReadUnits,
        // Never below the table's: a throttled index rejects the table's writes.
        maxWriteRequestUnits: settings.maxWriteUnits,
      })),
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: ATTRIBUTES.timeToLive,
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
    this.indexArns = Object.keys(INDEXES).map((name) => `${this.table.tableArn}/index/${name}`);
    const { tableStreamArn } = this.table;
    if (tableStreamArn === undefined) throw new Error(`${Stack.of(this).stackName}: the table has no stream.`);
    this.streamArn = tableStreamArn;
  }
}
