import { describe, expect, test } from 'vitest';
import { dependsOnCondition, isAllowed, policySchema, refusesPlainHttp, type Statement } from './policy.ts';

const TABLE = 'arn:aws:dynamodb:sa-east-1:123456789012:table/one';

function statements(...given: readonly object[]): readonly Statement[] {
  return policySchema.parse({ Version: '2012-10-17', Statement: given }).Statement;
}

const read = { Effect: 'Allow', Action: ['dynamodb:GetItem'], Resource: TABLE };

describe('a policy', () => {
  test('allows what a statement names, and nothing beside it', () => {
    const policy = statements(read);
    expect(isAllowed(policy, { action: 'dynamodb:GetItem', resource: TABLE })).toBe(true);
    expect(isAllowed(policy, { action: 'dynamodb:PutItem', resource: TABLE })).toBe(false);
    expect(isAllowed(policy, { action: 'dynamodb:GetItem', resource: `${TABLE}-two` })).toBe(false);
    expect(isAllowed([], { action: 'dynamodb:GetItem', resource: TABLE })).toBe(false);
  });

  test('takes an asterisk for any text, a dot for a dot, and the case of actions for nothing', () => {
    const policy = statements({ Effect: 'Allow', Action: 'kms:reencrypt*', Resource: 'arn:aws:kms:*:key/a.b' });
    expect(isAllowed(policy, { action: 'kms:ReEncryptFrom', resource: 'arn:aws:kms:x:1:key/a.b' })).toBe(true);
    expect(isAllowed(policy, { action: 'kms:ReEncryptFrom', resource: 'arn:aws:kms:x:1:key/aXb' })).toBe(false);
  });

  test('refuses what one statement allows and another denies', () => {
    const policy = statements(read, { Effect: 'Deny', Action: 'dynamodb:*', Resource: '*' });
    expect(isAllowed(policy, { action: 'dynamodb:GetItem', resource: TABLE })).toBe(false);
  });

  test('allows under a condition only what meets it', () => {
    const Condition = { StringEquals: { 'kms:ViaService': ['sqs.sa-east-1.amazonaws.com'] } };
    const policy = statements({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Condition });
    const via = (service: string) => ({
      action: 'kms:Decrypt',
      resource: 'key',
      context: { 'kms:ViaService': `${service}.sa-east-1.amazonaws.com` },
    });
    expect(isAllowed(policy, via('sqs'))).toBe(true);
    expect(isAllowed(policy, via('s3'))).toBe(false);
    expect(isAllowed(policy, { action: 'kms:Decrypt', resource: 'key' })).toBe(false);
  });

  test('that wants all keys of a request to be of some partitions is met by a request without any, unless it asks for one', () => {
    const like = { 'dynamodb:LeadingKeys': ['USER#*', 'KEY#platform'] };
    const open = statements({ ...read, Condition: { 'ForAllValues:StringLike': like } });
    const closed = statements({
      ...read,
      Condition: { 'ForAllValues:StringLike': like, Null: { 'dynamodb:LeadingKeys': 'false' } },
    });
    const verdicts = (...keys: readonly string[]) =>
      [open, closed].map((policy) =>
        isAllowed(policy, {
          action: 'dynamodb:GetItem',
          resource: TABLE,
          context: keys.length > 0 ? { 'dynamodb:LeadingKeys': keys } : {},
        }),
      );
    expect(verdicts('USER#one')).toEqual([true, true]);
    expect(verdicts('USER#one', 'KEY#platform')).toEqual([true, true]);
    expect(verdicts('USER#one', 'BUILDING#one')).toEqual([false, false]);
    expect(verdicts()).toEqual([true, false]);
  });

  test('puts the tag of a session into a pattern as it is, and is like nothing without one', () => {
    const own = `BUILDING#\${aws:PrincipalTag/building}`;
    const policy = statements({
      ...read,
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [own, `${own}#*`] } },
    });
    const may = (key: string, building?: string) =>
      isAllowed(policy, {
        action: 'dynamodb:GetItem',
        resource: TABLE,
        context: { 'dynamodb:LeadingKeys': [key], ...(building && { 'aws:PrincipalTag/building': building }) },
      });
    expect([may('BUILDING#b1', 'b1'), may('BUILDING#b1#UNIT#2', 'b1')]).toEqual([true, true]);
    expect([may('BUILDING#b10', 'b1'), may('BUILDING#b10#UNIT#2', 'b1'), may('BUILDING#b1')]).toEqual([
      false,
      false,
      false,
    ]);
    expect(may('BUILDING#b1', '*')).toBe(false);
  });

  test('tells whether its verdict may hang on a condition', () => {
    const policy = statements(read, {
      ...read,
      Action: 'dynamodb:Query',
      Condition: { Null: { 'dynamodb:LeadingKeys': 'false' } },
    });
    const depends = (action: string) => dependsOnCondition(policy, { action, resource: TABLE });
    expect([depends('dynamodb:GetItem'), depends('dynamodb:Query')]).toEqual([false, true]);
  });

  test('is not judged when it holds what is not understood here', () => {
    expect(() => statements({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' })).toThrow();
    const policy = statements({ ...read, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } });
    expect(() => isAllowed(policy, { action: 'dynamodb:GetItem', resource: TABLE })).toThrow('IpAddress');
  });
});

test('a policy that denies plain HTTP is told from one that does not', () => {
  const deny = { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: '*' };
  const withCondition = { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  expect(refusesPlainHttp(JSON.stringify({ Statement: [withCondition] }))).toBe(true);
  expect(refusesPlainHttp(JSON.stringify({ Statement: [deny] }))).toBe(false);
  expect(refusesPlainHttp('')).toBe(false);
});
