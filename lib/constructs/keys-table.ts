import { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { keysTableName } from '../names.ts';
import { type StandingTableProps, standingTable } from './standing-table.ts';

/**
 * The shortest that DynamoDB offers. For so long a destroyed key could be restored, and so could everything if the table
 * were emptied by mistake: see ADR 9.
 */
const RECOVERY_DAYS = 1;

/**
 * The wrapped keys, apart from what they open: what is destroyed here must be gone. So it has no stream, no index and no
 * backup but its last day. Without it nobody's data can be read: it is replicated wherever the data is.
 */
export class KeysTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, props: StandingTableProps) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      ...standingTable(props, RECOVERY_DAYS),
      tableName: keysTableName(props.settings.environment),
    });
  }
}
