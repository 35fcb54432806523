import type { TenantFence } from '@bos/table/tenant-client';
import type { Ports } from './ports.ts';

/** Logs and counts the requests that were not sent: each is a mistake in our code that the fence caught. */
export function recordRefusals({ log, metrics }: Pick<Ports, 'log' | 'metrics'>): TenantFence['onRefused'] {
  return (error, scope) => {
    log.error('table.request_refused', error, {
      code: error.code,
      reason: error.refusal,
      ...(scope?.kind === 'building' && { buildingId: scope.buildingId }),
    });
    metrics.count('TableRequestRefused', error.refusal);
  };
}
