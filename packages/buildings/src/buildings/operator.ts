import { DomainError } from '@bos/kernel/errors';
import { defineEntity } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import * as z from 'zod';

export const operatorSchema = z.object({
  userId: z.string(),
  addedAt: z.string(),
  /** The user id of another operator, or `command-line`. */
  addedBy: z.string(),
});

/** Somebody who runs the platform: they set up buildings, and have no right in any of them by it. */
export type Operator = z.infer<typeof operatorSchema>;

export const operatorEntity = defineEntity<Operator>({
  type: 'operator',
  description: 'Somebody who may set up buildings.',
  schemaVersion: 1,
  schema: operatorSchema,
  // Beside the person's own items: every function that knows who calls may read it, and it goes when the person is erased.
  keys: { PK: 'USER#{userId}', SK: 'OPERATOR' },
});

/** Read from the table at every request: no token says who is an operator. Throws OPERATOR_REQUIRED. */
export async function assertOperator(table: Pick<Table, 'get'>, userId: string): Promise<void> {
  if ((await table.get(operatorEntity, { userId })) !== undefined) return;
  throw new DomainError('forbidden', 'OPERATOR_REQUIRED', 'Only an operator of the platform may do that.');
}
