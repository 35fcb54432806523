import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import type { AttributeValue } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { changesNothing, toLambdaRecord } from './lambda-record.ts';

const ARN = 'arn:aws:dynamodb:local:000000000000:table/t/stream/1';

describe('a stream record for Lambda', () => {
  test('has binary values in base64 and its time in seconds', () => {
    const record: StreamRecord = {
      eventID: '7',
      eventName: 'INSERT',
      dynamodb: {
        ApproximateCreationDateTime: new Date('2026-11-22T10:00:00.700Z'),
        SequenceNumber: '7',
        Keys: { PK: { S: 'a' } },
        NewImage: { PK: { S: 'a' }, b: { B: new Uint8Array([1, 2]) }, l: { L: [{ M: { n: { NULL: true } } }] } },
      },
    };
    expect(toLambdaRecord(record, ARN)).toEqual({
      eventID: '7',
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'local',
      eventSourceARN: ARN,
      dynamodb: {
        ApproximateCreationDateTime: 1795341600,
        SequenceNumber: '7',
        Keys: { PK: { S: 'a' } },
        NewImage: { PK: { S: 'a' }, b: { B: 'AQI=' }, l: { L: [{ M: { n: { NULL: true } } }] } },
      },
    });
  });

  test('says who deleted what has expired, though the engine leaves it open', () => {
    const expired = toLambdaRecord({ eventName: 'REMOVE', userIdentity: {} }, ARN);
    expect(expired.userIdentity).toEqual({ type: 'Service', principalId: 'dynamodb.amazonaws.com' });
    expect(toLambdaRecord({ eventName: 'REMOVE' }, ARN).userIdentity).toBeUndefined();
  });
});

describe('a change that changes nothing', () => {
  const modify = (before: Record<string, AttributeValue>, after: Record<string, AttributeValue>): boolean =>
    changesNothing({ eventName: 'MODIFY', dynamodb: { OldImage: before, NewImage: after } });

  test.each<[string, AttributeValue, AttributeValue]>([
    ['texts', { S: 'a' }, { S: 'a' }],
    ['sets in another order', { SS: ['a', 'b'] }, { SS: ['b', 'a'] }],
    ['maps in another order', { M: { a: { N: '1' }, b: { BOOL: true } } }, { M: { b: { BOOL: true }, a: { N: '1' } } }],
    ['lists', { L: [{ S: 'a' }, { NULL: true }] }, { L: [{ S: 'a' }, { NULL: true }] }],
  ])('is found among equal %s', (_, before, after) => {
    expect(modify({ x: before }, { x: after })).toBe(true);
  });

  test.each<[string, AttributeValue, AttributeValue]>([
    ['another text', { S: 'a' }, { S: 'b' }],
    ['a number for a text', { S: '1' }, { N: '1' }],
    ['another type of set', { SS: ['1'] }, { NS: ['1'] }],
    ['a shorter list', { L: [{ S: 'a' }] }, { L: [] }],
    ['a list in another order', { L: [{ S: 'a' }, { S: 'b' }] }, { L: [{ S: 'b' }, { S: 'a' }] }],
    ['an empty map for an empty list', { L: [] }, { M: {} }],
    ['an empty list for a text', { S: 'a' }, { L: [] }],
  ])('is not %s', (_, before, after) => {
    expect(modify({ x: before }, { x: after })).toBe(false);
  });

  test('is not one more attribute, and never an insertion', () => {
    expect(modify({ x: { S: 'a' } }, { x: { S: 'a' }, y: { S: 'b' } })).toBe(false);
    expect(changesNothing({ eventName: 'INSERT', dynamodb: { NewImage: {} } })).toBe(false);
  });
});
