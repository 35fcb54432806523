import type { AuditFact } from '@bos/kernel/audit-fact';
import type { Table } from '@bos/table/table';
import { WriteConflictError } from '@bos/table/write';
import { auditOnce } from './audit-record.ts';

/** Records a fact unless one that is alike stands there since the beginning of the period (milliseconds). */
export type RecordOnce = (fact: AuditFact, period: number) => Promise<void>;

const MAX_REMEMBERED = 10_000;

/**
 * For facts that come again and again, such as a page that asks every few seconds: the table holds one of a period, and
 * a process asks it once. A period is a part of an hour, so that a record never comes into an hour before its own.
 */
export function createOnceRecorder(table: Pick<Table, 'write'>): RecordOnce {
  const recorded = new Set<string>();
  return async (fact, period) => {
    const { auditId, write } = auditOnce(fact, period);
    if (recorded.has(auditId)) return;
    try {
      await table.write([write]);
    } catch (error) {
      if (!(error instanceof WriteConflictError)) throw error;
    }
    if (recorded.size >= MAX_REMEMBERED) recorded.clear();
    recorded.add(auditId);
  };
}
