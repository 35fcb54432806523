import { DescribeUserPoolClientCommand, DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DescribeKeyCommand, GetKeyRotationStatusCommand } from '@aws-sdk/client-kms';
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { DescribeSecretCommand, ListSecretVersionIdsCommand } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { parameterName } from '@bos/aws/function-environment';
import { type Deployment, namesInRights } from '../deployment.ts';
import type { Facts } from '../facts.ts';
import { refusesPlainHttp } from '../rights/policy.ts';
import { physicalIdsOf } from '../stacks.ts';

async function keyFacts({ clients: { kms }, storageKeyArn, surroundings }: Deployment, facts: Facts): Promise<void> {
  for (const [about, KeyId] of [
    ['storage key', storageKeyArn],
    ['data key', surroundings.dataKeyArn],
  ]) {
    const { KeyRotationEnabled } = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
    facts.same(`${about}: rotates`, KeyRotationEnabled, true);
  }
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: surroundings.dataKeyArn }));
  // A replica of the table would be unreadable without it, and it cannot be changed later.
  facts.same('data key: in more than one region', KeyMetadata?.MultiRegion, true);
}

async function secretFacts(deployment: Deployment, facts: Facts): Promise<void> {
  const { clients, surroundings, settings, storageKeyArn } = deployment;
  for (const name of namesInRights('secret')) {
    const SecretId = surroundings.secretArn(name);
    const secret = await clients.secrets.send(new DescribeSecretCommand({ SecretId }));
    facts.same(`secret ${name}: encrypted`, secret.KmsKeyId, storageKeyArn);
    const { Versions = [] } = await clients.secrets.send(new ListSecretVersionIdsCommand({ SecretId }));
    // An invented value would be taken for the real one.
    facts.same(`secret ${name}: values`, Versions.length, 0);
  }
  for (const name of namesInRights('parameter')) {
    const Name = parameterName(settings.environment, name);
    const { Parameter } = await clients.ssm.send(new GetParameterCommand({ Name }));
    facts.hold(`parameter ${name}`, Parameter?.Value ? undefined : 'it has no value');
  }
}

async function bucketFacts({ clients, settings, storageKeyArn }: Deployment, facts: Facts): Promise<void> {
  const { s3 } = clients;
  const documents = (await physicalIdsOf(clients, settings.environment)).filter(
    ({ type }) => type === 'AWS::S3::Bucket',
  );
  facts.hold('buckets', documents.length > 0 ? undefined : 'there is none');
  const keys: (string | undefined)[] = [];
  for (const { id: Bucket } of documents) {
    const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    facts.hold(`bucket ${Bucket}: TLS`, refusesPlainHttp(Policy) ? undefined : 'its policy takes plain HTTP');
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    facts.same(`bucket ${Bucket}: closed`, Object.values(PublicAccessBlockConfiguration ?? {}), [
      true,
      true,
      true,
      true,
    ]);
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    const [rule] = ServerSideEncryptionConfiguration?.Rules ?? [];
    const key = rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID;
    keys.push(key);
    if (key === undefined) continue; // S3 delivers access logs to buckets with its own encryption only.
    const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
    facts.same(`bucket ${Bucket}: keeps versions`, Status, 'Enabled');
  }
  const own = keys.filter((key) => key !== undefined);
  // Documents, and the ledger of erasures.
  facts.same('keys of buckets', own, [storageKeyArn, storageKeyArn]);
}

async function signInFacts({ clients, surroundings, tokenAudience }: Deployment, facts: Facts): Promise<void> {
  const UserPoolId = surroundings.tokenIssuer.split('/').at(-1);
  const { UserPool } = await clients.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  facts.same('sign-in: a second factor', UserPool?.MfaConfiguration, 'ON');
  facts.same('sign-in: by administrators alone', UserPool?.AdminCreateUserConfig?.AllowAdminCreateUserOnly, true);
  facts.same('sign-in: protected against deletion', UserPool?.DeletionProtection, 'ACTIVE');
  const { UserPoolClient } = await clients.cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId, ClientId: tokenAudience }),
  );
  facts.same('sign-in: the client has no secret', UserPoolClient?.ClientSecret || undefined, undefined);
  facts.same('sign-in: the password does not travel', UserPoolClient?.ExplicitAuthFlows?.toSorted(), [
    'ALLOW_REFRESH_TOKEN_AUTH',
    'ALLOW_USER_SRP_AUTH',
  ]);
}

/** What holds data beside the table: keys, secrets and parameters of the catalog, buckets, people who sign in. */
export async function storeFacts(deployment: Deployment, facts: Facts): Promise<void> {
  await keyFacts(deployment, facts);
  await secretFacts(deployment, facts);
  await bucketFacts(deployment, facts);
  await signInFacts(deployment, facts);
}
