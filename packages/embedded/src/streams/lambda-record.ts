import type { AttributeValue as SdkValue, _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';

type Image = Record<string, AttributeValue>;

/** What DynamoDB writes beside a deletion that its time to live has made. */
const EXPIRY = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };

/** A record of the Streams API as Lambda hands it to a function: binary in base64, times in whole seconds. */
export function toLambdaRecord(record: StreamRecord, streamArn: string): DynamoDBRecord {
  const { dynamodb, eventID, eventName, eventVersion, awsRegion, userIdentity } = record;
  return {
    ...(eventID !== undefined && { eventID }),
    ...(eventName !== undefined && { eventName }),
    eventVersion: eventVersion ?? '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: awsRegion ?? 'local',
    eventSourceARN: streamArn,
    dynamodb: {
      ...(dynamodb?.ApproximateCreationDateTime && {
        ApproximateCreationDateTime: Math.floor(dynamodb.ApproximateCreationDateTime.getTime() / 1000),
      }),
      ...(dynamodb?.Keys && { Keys: image(dynamodb.Keys) }),
      ...(dynamodb?.NewImage && { NewImage: image(dynamodb.NewImage) }),
      ...(dynamodb?.OldImage && { OldImage: image(dynamodb.OldImage) }),
      ...(dynamodb?.SequenceNumber !== undefined && { SequenceNumber: dynamodb.SequenceNumber }),
      ...(dynamodb?.SizeBytes !== undefined && { SizeBytes: dynamodb.SizeBytes }),
      ...(dynamodb?.StreamViewType && { StreamViewType: dynamodb.StreamViewType }),
    },
    // The engine of one machine marks such a deletion with an identity without content.
    ...(userIdentity && { userIdentity: { ...EXPIRY, ...lambdaIdentity(userIdentity) } }),
  };
}

function lambdaIdentity({ Type, PrincipalId }: NonNullable<StreamRecord['userIdentity']>): Partial<typeof EXPIRY> {
  return { ...(Type !== undefined && { type: Type }), ...(PrincipalId !== undefined && { principalId: PrincipalId }) };
}

function image(attributes: Record<string, SdkValue>): Image {
  const result: Image = {};
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== undefined) result[name] = attribute(value);
  }
  return result;
}

function attribute(value: SdkValue): AttributeValue {
  if (value.S !== undefined) return { S: value.S };
  if (value.N !== undefined) return { N: value.N };
  if (value.BOOL !== undefined) return { BOOL: value.BOOL };
  if (value.M !== undefined) return { M: image(value.M) };
  if (value.L !== undefined) return { L: value.L.map(attribute) };
  if (value.NULL !== undefined) return { NULL: value.NULL };
  if (value.SS !== undefined) return { SS: value.SS };
  if (value.NS !== undefined) return { NS: value.NS };
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  throw new TypeError(`an attribute of an unknown type: ${Object.keys(value).join()}`);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** A MODIFY that modified nothing: DynamoDB writes no record for it, the engine of one machine does. */
export function changesNothing({ eventName, dynamodb }: DynamoDBRecord): boolean {
  if (eventName !== 'MODIFY' || dynamodb?.NewImage === undefined || dynamodb.OldImage === undefined) return false;
  return sameImage(dynamodb.NewImage, dynamodb.OldImage);
}

function sameImage(a: Image, b: Image): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    const [left, right] = [a[name], b[name]];
    return left !== undefined && right !== undefined && sameAttribute(left, right);
  });
}

function sameAttribute(a: AttributeValue, b: AttributeValue): boolean {
  if (a.M !== undefined) return b.M !== undefined && sameImage(a.M, b.M);
  if (a.L !== undefined) {
    const others = b.L ?? [];
    return (
      b.L?.length === a.L.length &&
      a.L.every((value, i) => {
        const other = others[i];
        return other !== undefined && sameAttribute(value, other);
      })
    );
  }
  const [left, right] = [a.SS ?? a.NS ?? a.BS, b.SS ?? b.NS ?? b.BS];
  if (left !== undefined) return Object.keys(a)[0] === Object.keys(b)[0] && sameSet(left, right ?? []);
  return (
    a.S === b.S &&
    a.N === b.N &&
    a.BOOL === b.BOOL &&
    a.NULL === b.NULL &&
    a.B === b.B &&
    right === undefined &&
    b.M === undefined &&
    b.L === undefined
  );
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const members = new Set(b);
  return a.length === b.length && a.every((value) => members.has(value));
}
