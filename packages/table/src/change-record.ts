import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { type StoredItem, storedItemSchema } from './stored-item.ts';

/** One change of one item. Encrypted fields stay encrypted: whoever needs them reads the item through its store. */
export interface ChangeRecord {
  readonly sequenceNumber: string;
  /** ISO 8601, when the table noted it: of a deletion the only time there is. Whole seconds. */
  readonly notedAt: string | undefined;
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

export function readChange({ dynamodb }: DynamoDBRecord): ChangeRecord {
  const seconds = dynamodb?.ApproximateCreationDateTime;
  return {
    sequenceNumber: dynamodb?.SequenceNumber ?? '',
    notedAt: seconds === undefined ? undefined : new Date(seconds * 1_000).toISOString(),
    before: itemOf(dynamodb?.OldImage),
    after: itemOf(dynamodb?.NewImage),
  };
}
