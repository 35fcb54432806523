import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { type FaqEntry, faqEntryEntity } from './faq-entry.ts';

export interface FaqStore {
  get(buildingId: string, faqId: string): Promise<Stored<FaqEntry> | undefined>;
  /** Every entry that may be answered from. A building has tens of them, so there are no pages. */
  listActive(buildingId: string): Promise<Stored<FaqEntry>[]>;
}

const PAGE = 100;

export function createFaqStore(table: Table): FaqStore {
  return {
    get: (buildingId, faqId) => table.get(faqEntryEntity, { buildingId, faqId }),
    async listActive(buildingId) {
      const entries: Stored<FaqEntry>[] = [];
      let cursor: string | undefined;
      do {
        const page = await table.list(
          faqEntryEntity,
          { buildingId },
          { limit: PAGE, ...(cursor !== undefined && { cursor }) },
        );
        entries.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      return entries.filter(({ status }) => status === 'active');
    },
  };
}
