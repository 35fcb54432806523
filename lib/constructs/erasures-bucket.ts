import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Longer than any backup may live that could still hold somebody who was erased. */
const LOCKED_DAYS = 400;

export interface ErasuresBucketProps {
  readonly key: IKey;
  /** Where the record of who read it goes. */
  readonly accessLogs: Bucket;
}

/**
 * The ledger of erasures: outside both tables, for a restore of either must not bring back an older ledger. No function
 * has a right to it. What was written cannot be changed, nor removed before its time but by an administrator who says so.
 */
export class ErasuresBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { key, accessLogs }: ErasuresBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Erasures', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      // A lock is a property of versions.
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(LOCKED_DAYS)),
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      // @ts-expect-error Bucket and IBucket of aws-cdk-lib disagree under exactOptionalPropertyTypes
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'erasures/',
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
