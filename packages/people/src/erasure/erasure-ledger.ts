import * as z from 'zod';

/** What is remembered of an erasure: ids and hashes, nothing by which anybody could be recognised. */
export interface Erasure {
  readonly userId: string;
  /** Where the person was known. */
  readonly buildingIds: readonly string[];
  /** Under which senders their unprocessed messages lie. */
  readonly senderHashes: readonly string[];
  /** ISO 8601. */
  readonly startedAt: string;
  /** When nothing of them was left in the table. One that has none was cut short, and is to be completed. */
  readonly completedAt?: string;
}

export const erasureSchema: z.ZodType<Erasure> = z.object({
  userId: z.string(),
  buildingIds: z.array(z.string()),
  senderHashes: z.array(z.string()),
  startedAt: z.string(),
  completedAt: z.string().exactOptional(),
});

/**
 * The erasures of the past. It lies outside everything that can be restored from a backup, for it says what has to be
 * erased again after a restore.
 */
export interface ErasureLedger {
  /** Durable when it resolves. A second entry of the same person replaces the first. */
  note(erasure: Erasure): Promise<void>;
  /** One for each person, in the order of their first entries. */
  entries(): Promise<readonly Erasure[]>;
}
