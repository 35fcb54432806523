import { sha256 } from '@bos/kernel/hash';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

const pmsStaySchema = z.object({
  buildingId: z.string(),
  /** Made of its name there, which may hold anything. */
  pmsStayId: z.string(),
  /** Of the last message that was taken. */
  externalVersion: z.int(),
  /** The reservation that it became, if it did: what was cancelled before it was told is none. */
  reservationId: z.string().optional(),
  checkOut: z.string(),
});

/** How far a stay of a property management system is known: what comes late or twice changes nothing. */
export type PmsStay = z.infer<typeof pmsStaySchema>;

export const pmsStayEntity = defineEntity<PmsStay>({
  type: 'pms_stay',
  description: 'The last version of a stay that a property management system told.',
  schemaVersion: 1,
  schema: pmsStaySchema,
  keys: { PK: 'BUILDING#{buildingId}', SK: 'PMS_STAY#{pmsStayId}' },
  retention: { period: 'operation', from: ({ checkOut }) => `${checkOut}T00:00:00.000Z` },
});

export function pmsStayIdOf(externalId: string): string {
  return sha256(externalId).slice(0, 32);
}
