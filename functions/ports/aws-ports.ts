import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tableClientSettings } from '@bos/aws/client-settings';
import { ENVIRONMENT } from '@bos/aws/function-environment';
import { createKmsKeyWrapper } from '@bos/aws/kms-key-wrapper';
import { createTenantSigning } from '@bos/aws/tenant-signing';
import { systemClock } from '@bos/kernel/clock';
import { fencedClient } from '@bos/table/tenant-client';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { awsPorts as awsPortsWithoutTable, type Variables, variable } from './aws-ports-without-table.ts';
import type { Ports } from './ports.ts';
import { recordRefusals } from './record-refusals.ts';
import { tablePorts } from './table-ports.ts';

/** The world of a Lambda function that works on the table. */
export function awsPorts(variables: Variables): Ports {
  const clock = systemClock;
  const ports = awsPortsWithoutTable(variables);
  const settings = tableClientSettings();
  const roleArn = variables[ENVIRONMENT.tenantRoleArn];
  const sessionName = variables.AWS_LAMBDA_FUNCTION_NAME ?? 'building-os';
  const tenants =
    roleArn === undefined ? undefined : createTenantSigning(settings.credentials, { roleArn, sessionName, clock });
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ ...settings, ...(tenants && { credentials: tenants.credentials }) }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  const fenced = fencedClient({
    client,
    ...(tenants && { signing: tenants.signing }),
    onRefused: recordRefusals(ports),
  });
  return {
    ...ports,
    ...tablePorts({
      client: fenced,
      tableName: variables[ENVIRONMENT.tableName] ?? '',
      keyStore: createWrappedKeyStore(fenced, variables[ENVIRONMENT.keysTableName] ?? '', clock),
      wrapper: createKmsKeyWrapper(() => variable(variables, ENVIRONMENT.dataKeyArn)),
      clock,
      homeAssistant: ports.deviceSettings.homeAssistant,
      log: ports.log,
    }),
  };
}
