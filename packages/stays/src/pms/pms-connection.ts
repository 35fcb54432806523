import { defineEntity } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import * as z from 'zod';

const pmsConnectionSchema = z.object({
  buildingId: z.string(),
  /** With which the system of the house signs what it sends. */
  secret: z.string(),
  connectedAt: z.string(),
});

/** The property management system of a building, which keeps the book of its stays. */
export type PmsConnection = z.infer<typeof pmsConnectionSchema>;

export const pmsConnectionEntity = defineEntity<PmsConnection>({
  type: 'pms_connection',
  description: 'The secret with which a property management system signs what it sends.',
  schemaVersion: 1,
  schema: pmsConnectionSchema,
  keys: { PK: 'BUILDING#{buildingId}', SK: 'PMS' },
  personal: { fields: ['secret'], scope: ({ buildingId }) => ({ kind: 'building', buildingId }) },
});

/** The secret of a building; undefined where nothing is connected. */
export async function pmsSecretOf(table: Pick<Table, 'get'>, buildingId: string): Promise<string | undefined> {
  return (await table.get(pmsConnectionEntity, { buildingId }))?.secret;
}
