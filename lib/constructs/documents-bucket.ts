import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Days until an overwritten or deleted document is gone for good. */
const OLD_VERSION_DAYS = 30;
const ACCESS_LOG_DAYS = 90;

const CORS_SECONDS = 3_600;

export interface DocumentsBucketProps {
  readonly key: IKey;
  /** Where the pages are from which guests send documents and staff look at them; no other page may. */
  readonly publicUrl?: string | undefined;
}

/** The buildings' documents, and the record of who fetched them. */
export class DocumentsBucket extends Construct {
  readonly bucket: Bucket;
  readonly accessLogs: Bucket;

  constructor(scope: Construct, id: string, { key, publicUrl }: DocumentsBucketProps) {
    super(scope, id);
    this.accessLogs = new Bucket(this, 'AccessLogs', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      // S3 delivers access logs to buckets with its own encryption only.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [{ expiration: Duration.days(ACCESS_LOG_DAYS) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.accessLogs).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'It receives the access logs; logging into itself would never end.',
    });
    this.bucket = new Bucket(this, 'Documents', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      // @ts-expect-error Bucket and IBucket of aws-cdk-lib disagree under exactOptionalPropertyTypes
      serverAccessLogsBucket: this.accessLogs,
      serverAccessLogsPrefix: 'documents/',
      ...(publicUrl !== undefined && { cors: [documentsFor(new URL(publicUrl).origin)] }),
      lifecycleRules: [
        {
          noncurrentVersionExpiration: Duration.days(OLD_VERSION_DAYS),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

/** What a browser asks for before a page sends a form there, or reads what guests have sent. */
function documentsFor(origin: string) {
  return {
    allowedOrigins: [origin],
    allowedMethods: [HttpMethods.POST, HttpMethods.GET],
    allowedHeaders: ['*'],
    maxAge: CORS_SECONDS,
  };
}
