import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { DomainError } from '@bos/kernel/errors';

export interface CreateTableRequest {
  readonly client: DynamoDBClient;
  readonly definition: CreateTableCommandInput;
  readonly timeToLiveAttribute: string;
}

/**
 * Makes the table with its indexes, stream and time to live; does nothing where it stands already.
 * Throws TABLE_DIFFERS when a table of that name has other indexes or no stream.
 */
export async function createTable({ client, definition, timeToLiveAttribute }: CreateTableRequest): Promise<void> {
  const { TableName } = definition;
  try {
    await client.send(new CreateTableCommand(definition));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 2 }, { TableName });
  await assertSame(client, definition);
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  if (TimeToLiveDescription?.AttributeName === timeToLiveAttribute) return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName,
      TimeToLiveSpecification: { Enabled: true, AttributeName: timeToLiveAttribute },
    }),
  );
}

async function assertSame(client: DynamoDBClient, definition: CreateTableCommandInput): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: definition.TableName }));
  const indexes = (list: readonly { IndexName?: string | undefined }[] | undefined): string =>
    (list ?? [])
      .map((index) => index.IndexName)
      .sort()
      .join(', ');
  const [wanted, found] = [indexes(definition.GlobalSecondaryIndexes), indexes(Table?.GlobalSecondaryIndexes)];
  if (wanted !== found) throw differs(definition.TableName, `its indexes are [${found}], not [${wanted}]`);
  if (definition.StreamSpecification?.StreamEnabled === true && Table?.StreamSpecification?.StreamEnabled !== true) {
    throw differs(definition.TableName, 'it has no stream');
  }
}

function differs(tableName: string | undefined, how: string): DomainError {
  return new DomainError('conflict', 'TABLE_DIFFERS', `The table ${tableName} stands already, but ${how}.`);
}
