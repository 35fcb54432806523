import {
  type AttributeDefinition,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type GlobalSecondaryIndexDescription,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import { ATTRIBUTES, createTableInput } from '@bos/table/definition';
import type { Deployment } from '../deployment.ts';
import { type Facts, sorted } from '../facts.ts';

const byName = (indexes: readonly Pick<GlobalSecondaryIndexDescription, 'IndexName' | 'KeySchema' | 'Projection'>[]) =>
  Object.fromEntries(
    indexes.map(({ IndexName = '', KeySchema, Projection }) => [IndexName, { KeySchema, Projection }]),
  );

const typeOfAttribute = (definitions: readonly AttributeDefinition[] = []) =>
  Object.fromEntries(definitions.map(({ AttributeName = '', AttributeType }) => [AttributeName, AttributeType]));

/** The one table, and beside it that of the wrapped keys. */
export async function tableFacts(deployment: Deployment, facts: Facts): Promise<void> {
  await dataFacts(deployment, facts);
  await keysFacts(deployment, facts);
}

/** It is what its definition says: the same that the engine of one machine is given. */
async function dataFacts({ clients, surroundings, storageKeyArn }: Deployment, facts: Facts): Promise<void> {
  const { dynamodb } = clients;
  const { tableName: TableName } = surroundings;
  const expected = createTableInput(TableName);
  const { TableNames } = await dynamodb.send(new ListTablesCommand({}));
  facts.same('tables of the account', sorted(TableNames ?? []), sorted([TableName, surroundings.keysTableName]));
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  facts.same('table: keys', Table?.KeySchema, expected.KeySchema);
  facts.same(
    'table: attributes of keys',
    typeOfAttribute(Table?.AttributeDefinitions),
    typeOfAttribute(expected.AttributeDefinitions),
  );
  facts.same(
    'table: indexes',
    byName(Table?.GlobalSecondaryIndexes ?? []),
    byName(expected.GlobalSecondaryIndexes ?? []),
  );
  facts.same('table: stream', Table?.StreamSpecification, expected.StreamSpecification);
  facts.same('table: billing', Table?.BillingModeSummary?.BillingMode, expected.BillingMode);
  facts.same(
    'table: encryption',
    { how: Table?.SSEDescription?.SSEType, key: Table?.SSEDescription?.KMSMasterKeyArn },
    { how: 'KMS', key: storageKeyArn },
  );
  facts.same('table: protected against deletion', Table?.DeletionProtectionEnabled, true);
  const { TimeToLiveDescription } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName }));
  facts.same('table: expiry', TimeToLiveDescription, {
    AttributeName: ATTRIBUTES.timeToLive,
    TimeToLiveStatus: 'ENABLED',
  });
  const { ContinuousBackupsDescription } = await dynamodb.send(new DescribeContinuousBackupsCommand({ TableName }));
  facts.same(
    'table: recovery to any second',
    ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus,
    'ENABLED',
  );
}

/** What is destroyed there is gone: nothing beside the table keeps it for longer than a day. */
async function keysFacts({ clients, surroundings, storageKeyArn }: Deployment, facts: Facts): Promise<void> {
  const { dynamodb } = clients;
  const { keysTableName: TableName } = surroundings;
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  facts.same('table of keys: keys', Table?.KeySchema, createTableInput(TableName).KeySchema);
  facts.same('table of keys: indexes', byName(Table?.GlobalSecondaryIndexes ?? []), {});
  facts.same('table of keys: stream', Table?.StreamSpecification?.StreamEnabled ?? false, false);
  facts.same('table of keys: encryption', Table?.SSEDescription?.KMSMasterKeyArn, storageKeyArn);
  facts.same('table of keys: protected against deletion', Table?.DeletionProtectionEnabled, true);
  const { ContinuousBackupsDescription } = await dynamodb.send(new DescribeContinuousBackupsCommand({ TableName }));
  const { PointInTimeRecoveryStatus, RecoveryPeriodInDays } =
    ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
  facts.same('table of keys: recovery', [PointInTimeRecoveryStatus, RecoveryPeriodInDays], ['ENABLED', 1]);
}
