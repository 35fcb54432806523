import type { Ports } from '../../functions/ports/ports.ts';
import { attach } from './attach.ts';
import { openDeployed } from './deployed.ts';

/** Where a command works: the system of this machine, or a deployed one with the operator's own credentials. */
export interface Desk {
  readonly ports: Pick<Ports, 'table' | 'blindIndex' | 'clock'>;
  close(): void;
}

/** Throws OperatorError when neither is there. On AWS it needs both tables and the key that wraps. */
export async function openDesk({ aws }: { readonly aws: boolean }): Promise<Desk> {
  if (aws) return { ports: openDeployed(['tableName', 'keysTableName', 'dataKeyArn']).ports, close: () => {} };
  const { ports, identity } = await attach();
  return { ports, close: () => identity.close() };
}
