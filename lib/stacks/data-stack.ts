import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { BosSecret } from '../constructs/bos-secret.ts';
import { DataTable } from '../constructs/data-table.ts';
import { DocumentsBucket } from '../constructs/documents-bucket.ts';
import { SignIn } from '../constructs/sign-in.ts';
import { StorageKey } from '../constructs/storage-key.ts';
import { known } from '../known.ts';
import { type StackSettings, stackProps } from './stack-settings.ts';

/**
 * What other stacks know of the data: names and ARNs. No construct leaves this stack, so that nothing which uses
 * the data can change a policy on it.
 */
export interface DataResources {
  readonly tableName: string;
  readonly tableArn: string;
  readonly indexArns: readonly string[];
  readonly streamArn: string;
  readonly storageKeyArn: string;
  readonly dataKeyArn: string;
  readonly tokenIssuer: string;
  readonly tokenAudience: string;
  secretArn(name: string): string;
}

export interface DataStackProps extends StackSettings {
  /** The secrets that functions of the catalog read. */
  readonly secrets: readonly string[];
}

/** Everything that must outlive a deployment: table, documents, people who sign in, keys and secrets. */
export class DataStack extends Stack {
  readonly resources: DataResources;

  constructor(app: App, props: DataStackProps) {
    super(app, 'Data', stackProps(props, 'data', 'The table, documents, sign-in, keys and secrets'));
    const { settings } = props;
    const { environment } = settings;
    const { key: storageKey } = new StorageKey(this, 'StorageKey', { environment });
    const dataKey = new Key(this, 'DataKey', {
      description: `BuildingOS ${environment}: wraps the platform's and the buildings' keys`,
      alias: `bos-${environment}-data`,
      enableKeyRotation: true,
      // Cannot be changed later, and a replica of the table is unreadable without it.
      multiRegion: true,
    });
    const data = new DataTable(this, 'Data', { settings, key: storageKey });
    const { bucket } = new DocumentsBucket(this, 'Documents', { key: storageKey });
    const signIn = new SignIn(this, 'SignIn', { environment });
    const secrets = new Construct(this, 'Secrets');
    const secretArns = new Map(
      props.secrets.map((name) => {
        const { arn } = new BosSecret(secrets, { environment, name, keyArn: storageKey.keyArn });
        return [name, arn];
      }),
    );

    this.resources = {
      tableName: data.table.tableName,
      tableArn: data.table.tableArn,
      indexArns: data.indexArns,
      streamArn: data.streamArn,
      storageKeyArn: storageKey.keyArn,
      dataKeyArn: dataKey.keyArn,
      tokenIssuer: signIn.userPool.userPoolProviderUrl,
      tokenAudience: signIn.client.userPoolClientId,
      secretArn: (name) => known(secretArns, name, 'secret'),
    };
    new CfnOutput(this, 'TableName', { value: data.table.tableName });
    new CfnOutput(this, 'DocumentsBucketName', { value: bucket.bucketName });
    new CfnOutput(this, 'UserPoolId', { value: signIn.userPool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: signIn.client.userPoolClientId });
  }
}
