import { ATTRIBUTES, INDEXES } from '@bos/table/definition';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { FIXTURE_CATALOG } from './fixture-catalog.ts';
import { synthesise } from './synthesise.ts';

const { data, resources } = synthesise();

describe('the table', () => {
  test('has the keys, indexes, stream, TTL and protection that the design names', () => {
    data.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      TableName: 'bos-data-dev',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['PK', 'SK', 'GSI1PK', 'GSI1SK', 'GSI2PK', 'GSI2SK'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      GlobalSecondaryIndexes: ['GSI1', 'GSI2'].map((IndexName) =>
        Match.objectLike({
          IndexName,
          KeySchema: [
            { AttributeName: `${IndexName}PK`, KeyType: 'HASH' },
            { AttributeName: `${IndexName}SK`, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        }),
      ),
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [
        Match.objectLike({
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
          SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': Match.anyValue() } },
        }),
      ],
    });
  });

  test('is built from the same constants as the table of one machine', () => {
    expect(ATTRIBUTES).toEqual({ partitionKey: 'PK', sortKey: 'SK', timeToLive: 'ttl' });
    expect(Object.keys(INDEXES)).toEqual(['GSI1', 'GSI2']);
  });

  test('survives the deletion of its stack, as documents and accounts do', () => {
    const kept = ['AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket', 'AWS::Cognito::UserPool', 'AWS::KMS::Key'];
    for (const type of kept) {
      for (const resource of resources(type)) expect(resource.DeletionPolicy, resource.logicalId).toBe('Retain');
    }
  });

  test('is replicated to the regions of the settings, each with a key of its own', () => {
    const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555';
    const replicated = synthesise({ context: { account: '111122223333', replicas: { 'us-east-1': keyArn } } });
    replicated.data.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      Replicas: Match.arrayWith([
        Match.objectLike({ Region: 'us-east-1', SSESpecification: { KMSMasterKeyId: keyArn } }),
        Match.objectLike({ Region: 'sa-east-1' }),
      ]),
    });
  });
});

describe('the table of the wrapped keys', () => {
  const keys = () => {
    const [table] = resources('AWS::DynamoDB::GlobalTable').filter(
      ({ Properties }) => Properties.TableName === 'bos-keys-dev',
    );
    if (table === undefined) throw new Error('there is none');
    return table;
  };

  test('keeps nothing of what is removed: no stream, no index, and one day of recovery', () => {
    const { Properties } = keys();
    expect(Properties).not.toHaveProperty('StreamSpecification');
    expect(Properties).not.toHaveProperty('GlobalSecondaryIndexes');
    expect(Properties).not.toHaveProperty('TimeToLiveSpecification');
    expect(Properties).toMatchObject({
      Replicas: [
        {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 1 },
        },
      ],
    });
  });

  test('outlives its stack, encrypted by the customer key, with the names that the data has', () => {
    expect(keys().DeletionPolicy).toBe('Retain');
    expect(keys().Properties).toMatchObject({
      KeySchema: [
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ],
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [{ SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': expect.anything() } } }],
    });
  });

  test('is where the data is: without it a replica could not be read', () => {
    const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555';
    const replicated = synthesise({ context: { account: '111122223333', replicas: { 'us-east-1': keyArn } } });
    replicated.data.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      TableName: 'bos-keys-dev',
      Replicas: Match.arrayWith([Match.objectLike({ Region: 'us-east-1' }), Match.objectLike({ Region: 'sa-east-1' })]),
    });
  });
});

describe('the ledger of erasures', () => {
  test('is a bucket of its own, whose objects nothing changes or removes before their time', () => {
    data.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 400 } },
      },
      VersioningConfiguration: { Status: 'Enabled' },
      LoggingConfiguration: { LogFilePrefix: 'erasures/' },
    });
  });

  test('is no function’s to read or to write', () => {
    const bucket = resources('AWS::S3::Bucket').find(({ Properties }) => 'ObjectLockEnabled' in Properties);
    const roles = resources('AWS::IAM::Role').map(({ Properties }) => JSON.stringify(Properties));
    expect(bucket).toBeDefined();
    expect(roles.filter((role) => role.includes(bucket?.logicalId ?? ''))).toEqual([]);
  });
});

describe('keys', () => {
  test('rotate every year', () => {
    const keys = resources('AWS::KMS::Key');
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(key.Properties).toMatchObject({ EnableKeyRotation: true });
  });

  test('of field encryption can follow a replica to another region', () => {
    data.resourcePropertiesCountIs('AWS::KMS::Key', { MultiRegion: true }, 1);
  });
});

describe('documents', () => {
  test('are encrypted with the customer key, versioned, private, and their fetching is logged', () => {
    data.hasResourceProperties('AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      LoggingConfiguration: { LogFilePrefix: 'documents/' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          Match.objectLike({ ServerSideEncryptionByDefault: Match.objectLike({ SSEAlgorithm: 'aws:kms' }) }),
        ],
      },
    });
    data.allResourcesProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  test('are refused to whoever asks without TLS', () => {
    data.allResourcesProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });
});

describe('sign-in', () => {
  test('takes only people whom an administrator has created, with a second factor that is no text message', () => {
    data.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      DeletionProtection: 'ACTIVE',
      UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
    });
  });

  test('gives its client no secret and never sees a password', () => {
    data.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
    });
  });
});

describe('secrets', () => {
  test('are those that the catalog names, and have no value until the operator gives one', () => {
    const secrets = resources('AWS::SecretsManager::Secret');
    expect(secrets.map(({ Properties }) => Properties.Name)).toEqual([
      'bos/dev/whatsapp-app-secret',
      'bos/dev/whatsapp-verify-token',
    ]);
    for (const { Properties } of secrets) {
      expect(Properties).not.toHaveProperty('SecretString');
      expect(Properties).not.toHaveProperty('GenerateSecretString');
      expect(Properties).toHaveProperty('KmsKeyId');
    }
  });
});

describe('parameters', () => {
  test('are those that the catalog names, with the value that holds until an operator gives another', () => {
    expect(resources('AWS::SSM::Parameter').map(({ Properties }) => Properties)).toEqual([
      {
        Name: '/bos/dev/whatsapp-graph-url',
        Type: 'String',
        Value: 'https://graph.facebook.com',
        Description: expect.any(String),
      },
    ]);
  });

  test('without a value to begin with are refused', () => {
    const [first, ...others] = FIXTURE_CATALOG;
    if (first === undefined) throw new Error('the fixture catalog is empty');
    const catalog = [{ ...first, rights: [{ kind: 'parameter' as const, name: 'unheard-of' }] }, ...others];
    expect(() => synthesise({ catalog })).toThrow(/No initial value of the parameter unheard-of/);
  });
});
