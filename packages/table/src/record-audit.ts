import type { AuditFact } from '@bos/kernel/audit-fact';
import type { WriteOperation } from './write.ts';

/**
 * The write that puts a fact into its building's audit trail: it goes into the transaction of what it tells of. Given
 * to the rooms that stand beside the one that keeps the trail. Throws TypeError for a fact that is not plain.
 */
export type RecordAudit = (fact: AuditFact) => WriteOperation;
