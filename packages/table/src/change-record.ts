import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { type StoredItem, storedItemSchema } from './entity.ts';

/** One change of one item. Encrypted fields stay encrypted: whoever needs them reads the item through its store. */
export interface ChangeRecord {
  readonly sequenceNumber: string;
  readonly before: StoredItem | undefined;
  readonly after: StoredItem | undefined;
}

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

function itemOf(image: Image): StoredItem | undefined {
  // The two type packages spell the same attribute values differently.
  return image === undefined
    ? undefined
    : storedItemSchema.parse(unmarshall(image as Parameters<typeof unmarshall>[0]));
}

export function readChange(record: DynamoDBRecord): ChangeRecord {
  return {
    sequenceNumber: record.dynamodb?.SequenceNumber ?? '',
    before: itemOf(record.dynamodb?.OldImage),
    after: itemOf(record.dynamodb?.NewImage),
  };
}
