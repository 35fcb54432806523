import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { engineConnection } from '@bos/embedded/engine/connection';
import { ATTRIBUTES } from '@bos/table/definition';

/** The table of the wrapped keys, without stream and index: as the stack of the data has it. */
export async function createKeysTable(endpoint: string, TableName: string): Promise<void> {
  const client = new DynamoDBClient(engineConnection(endpoint));
  const { partitionKey, sortKey } = ATTRIBUTES;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: partitionKey, KeyType: 'HASH' },
        { AttributeName: sortKey, KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [partitionKey, sortKey].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    }),
  );
  client.destroy();
}
