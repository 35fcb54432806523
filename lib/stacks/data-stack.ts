import { parameterName } from '@bos/aws/function-environment';
import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { TableBackups } from '../constructs/backup-plan.ts';
import { BosParameter } from '../constructs/bos-parameter.ts';
import { BosSecret } from '../constructs/bos-secret.ts';
import { DataTable } from '../constructs/data-table.ts';
import { DocumentsBucket } from '../constructs/documents-bucket.ts';
import { ErasuresBucket } from '../constructs/erasures-bucket.ts';
import { KeysTable } from '../constructs/keys-table.ts';
import { SignIn } from '../constructs/sign-in.ts';
import { StorageKey } from '../constructs/storage-key.ts';
import { known } from '../known.ts';
import { documentsExportName } from '../names.ts';
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
  readonly keysTableName: string;
  readonly keysTableArn: string;
  readonly documentsBucket: string;
  readonly documentsBucketArn: string;
  readonly tokenIssuer: string;
  readonly tokenAudience: string;
  secretArn(name: string): string;
  parameterArn(name: string): string;
}

export interface DataStackProps extends StackSettings {
  /** The secrets that functions of the catalog read. */
  readonly secrets: readonly string[];
  /** The parameters that they read. */
  readonly parameters: readonly string[];
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
    new TableBackups(this, 'Backups', { settings, table: data.table, key: storageKey });
    const keys = new KeysTable(this, 'Keys', { settings, key: storageKey });
    const { bucket, accessLogs } = new DocumentsBucket(this, 'Documents', {
      key: storageKey,
      publicUrl: settings.publicUrl,
    });
    const erasures = new ErasuresBucket(this, 'Erasures', { key: storageKey, accessLogs });
    const signIn = new SignIn(this, 'SignIn', { environment });
    const secrets = new Construct(this, 'Secrets');
    const secretArns = new Map(
      props.secrets.map((name) => {
        const { arn } = new BosSecret(secrets, { environment, name, keyArn: storageKey.keyArn });
        return [name, arn];
      }),
    );
    const parameters = new Construct(this, 'Parameters');
    const parameterArns = new Map(
      props.parameters.map((name) => {
        const fullName = parameterName(environment, name);
        new BosParameter(parameters, { name, parameterName: fullName });
        // Its name begins with a slash, and so does what its ARN says after "parameter".
        return [name, this.formatArn({ service: 'ssm', resource: `parameter${fullName}` })];
      }),
    );

    this.resources = {
      tableName: data.table.tableName,
      tableArn: data.table.tableArn,
      indexArns: data.indexArns,
      streamArn: data.streamArn,
      storageKeyArn: storageKey.keyArn,
      dataKeyArn: dataKey.keyArn,
      keysTableName: keys.table.tableName,
      keysTableArn: keys.table.tableArn,
      documentsBucket: bucket.bucketName,
      // By an export of a known name: the rules name what a function's wildcard stands behind.
      documentsBucketArn: this.exportValue(bucket.bucketArn, { name: documentsExportName(environment) }),
      tokenIssuer: signIn.userPool.userPoolProviderUrl,
      tokenAudience: signIn.client.userPoolClientId,
      secretArn: (name) => known(secretArns, name, 'secret'),
      parameterArn: (name) => known(parameterArns, name, 'parameter'),
    };
    new CfnOutput(this, 'TableName', { value: data.table.tableName });
    new CfnOutput(this, 'KeysTableName', { value: keys.table.tableName });
    new CfnOutput(this, 'DataKeyArn', { value: dataKey.keyArn });
    new CfnOutput(this, 'DocumentsBucketName', { value: bucket.bucketName });
    new CfnOutput(this, 'ErasuresBucketName', { value: erasures.bucket.bucketName });
    new CfnOutput(this, 'UserPoolId', { value: signIn.userPool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: signIn.client.userPoolClientId });
  }
}
