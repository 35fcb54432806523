import type { Clock } from '@bos/kernel/clock';
import type { Log } from '@bos/kernel/log';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Table } from '@bos/table/table';
import type { ExtractSlots } from '../understanding/slots/extract-slots.ts';
import type { TextSimilarity } from '../understanding/text-similarity.ts';
import type { Understand } from '../understanding/understand.ts';

/** What the persona needs of the world. The language models are loaded by their first use. */
export interface ReceiptDependencies {
  readonly table: Table;
  readonly blindIndex: BlindIndex;
  readonly clock: Clock;
  readonly log: Log;
  readonly language: {
    understand(): Promise<Understand>;
    textSimilarity(): Promise<TextSimilarity>;
    extractSlots(): Promise<ExtractSlots>;
  };
}
