import { DomainError } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import { listWhile } from '@bos/table/list-while';
import type { Table } from '@bos/table/table';
import { replace, type WriteOperation } from '@bos/table/write';
import { type Receipt, receiptEntity } from './receipt.ts';

export type ReceiptReference = Pick<Receipt, 'phoneNumberId' | 'senderHash' | 'receiptId'>;

export interface ReceiptStore {
  get(reference: ReceiptReference): Promise<Stored<Receipt> | undefined>;
  /** Receipts that nobody has processed since before that time, oldest first, 1,000 at most: the sweep's work. */
  listPending(phoneNumberId: string, receivedBefore: Date): Promise<Stored<Receipt>[]>;
}

const PAGE_SIZE = 100;
const MAX_PENDING = 1_000;

export function createReceiptStore(table: Table): ReceiptStore {
  return {
    get: ({ phoneNumberId, senderHash, receiptId }) =>
      table.get(receiptEntity, { phoneNumberId, senderHash, receiptId }),

    listPending(phoneNumberId, receivedBefore) {
      const limit = receivedBefore.toISOString();
      const options = { index: 'GSI2', limit: PAGE_SIZE } as const;
      return listWhile(
        (cursor) =>
          table.list(receiptEntity, { phoneNumberId }, { ...options, ...(cursor !== undefined && { cursor }) }),
        ({ receivedAt }) => receivedAt < limit,
        MAX_PENDING,
      );
    },
  };
}

/**
 * Marks the receipt as done and removes its body, in the transaction of what it led to: that happens once, for the
 * version decides. Throws RECEIPT_PROCESSED when it was done before.
 */
export function processed(receipt: Stored<Receipt>, outcome: string, at: Date): WriteOperation {
  if (receipt.state === 'processed') {
    throw new DomainError('conflict', 'RECEIPT_PROCESSED', `Receipt ${receipt.receiptId} is processed already.`);
  }
  const { body: _body, ...rest } = receipt;
  return replace(receiptEntity, receipt, { ...rest, state: 'processed', processedAt: at.toISOString(), outcome });
}
