import { ATTRIBUTES } from '@bos/table/definition';
import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, type TablePropsV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Settings } from '../settings.ts';

export interface StandingTableProps {
  readonly settings: Settings;
  readonly key: IKey;
}

export const text = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * What every table of ours is: keyed by two texts, paid by request below the settings' ceiling, encrypted with our key,
 * replicated where the settings say, there when its stack is gone, and to be recovered to any second of so many days.
 */
export function standingTable({ settings, key }: StandingTableProps, recoveryPeriodInDays: number) {
  return {
    partitionKey: text(ATTRIBUTES.partitionKey),
    sortKey: text(ATTRIBUTES.sortKey),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays },
    billing: Billing.onDemand({
      maxReadRequestUnits: settings.maxReadUnits,
      maxWriteRequestUnits: settings.maxWriteUnits,
    }),
    encryption: TableEncryptionV2.customerManagedKey(key, settings.replicas),
    replicas: Object.keys(settings.replicas).map((region) => ({ region })),
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  } satisfies TablePropsV2;
}
