import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** The attributes of every item, and no others but ElectroDB's two markers. */
export const ATTRIBUTES = {
  partitionKey: 'PK',
  sortKey: 'SK',
  timeToLive: 'ttl',
} as const;

/** The two secondary indexes, by the name that DynamoDB knows them under. */
export const INDEXES = {
  GSI1: { partitionKey: 'GSI1PK', sortKey: 'GSI1SK' },
  GSI2: { partitionKey: 'GSI2PK', sortKey: 'GSI2SK' },
} as const;

export type IndexName = keyof typeof INDEXES;

/** The table as the engine of one machine creates it; CDK builds its own from the same constants. */
export function createTableInput(tableName: string): CreateTableCommandInput {
  const attributes = [
    ATTRIBUTES.partitionKey,
    ATTRIBUTES.sortKey,
    ...Object.values(INDEXES).flatMap((index) => [index.partitionKey, index.sortKey]),
  ];
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributes.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: ATTRIBUTES.partitionKey, KeyType: 'HASH' },
      { AttributeName: ATTRIBUTES.sortKey, KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: Object.entries(INDEXES).map(([name, index]) => ({
      IndexName: name,
      KeySchema: [
        { AttributeName: index.partitionKey, KeyType: 'HASH' },
        { AttributeName: index.sortKey, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  };
}
