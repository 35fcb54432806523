import { ATTRIBUTES, INDEXES } from '@bos/table/definition';
import { Stack } from 'aws-cdk-lib';
import { StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { tableName } from '../names.ts';
import { type StandingTableProps, standingTable, text } from './standing-table.ts';

/** As long as DynamoDB keeps it. */
const RECOVERY_DAYS = 35;

/** The one table: two indexes, a stream with both images, TTL, recovery to any second of 35 days. */
export class DataTable extends Construct {
  readonly table: TableV2;
  readonly indexArns: readonly string[];
  readonly streamArn: string;

  constructor(scope: Construct, id: string, props: StandingTableProps) {
    super(scope, id);
    const { settings } = props;
    this.table = new TableV2(this, 'Table', {
      ...standingTable(props, RECOVERY_DAYS),
      tableName: tableName(settings.environment),
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
    });
    this.indexArns = Object.keys(INDEXES).map((name) => `${this.table.tableArn}/index/${name}`);
    const { tableStreamArn } = this.table;
    if (tableStreamArn === undefined) throw new Error(`${Stack.of(this).stackName}: the table has no stream.`);
    this.streamArn = tableStreamArn;
  }
}
