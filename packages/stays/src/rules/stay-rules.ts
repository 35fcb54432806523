import { defineEntity } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import * as z from 'zod';
import { grantSchema } from './grant.ts';

export const stayRulesSchema = z.object({
  buildingId: z.string(),
  lateCheckOut: grantSchema,
  extension: grantSchema,
  cancellation: grantSchema,
});

/** What guests of a building get by asking for it. Owners, for their own units, and the desk ask nobody. */
export type StayRules = z.infer<typeof stayRulesSchema>;

/** What costs or gives back money waits for somebody's yes. */
export const USUAL_RULES: Omit<StayRules, 'buildingId'> = {
  lateCheckOut: 'granted',
  extension: 'staff',
  cancellation: 'staff',
};

export const stayRulesEntity = defineEntity<StayRules>({
  type: 'stay_rules',
  description: 'What guests of a building get by asking for it.',
  schemaVersion: 1,
  schema: stayRulesSchema,
  keys: { PK: 'BUILDING#{buildingId}', SK: 'STAY_RULES' },
});

/** The building's own, or the usual ones at version 0. */
export async function rulesOf(
  { table }: { readonly table: Pick<Table, 'get'> },
  buildingId: string,
): Promise<StayRules & { readonly version: number }> {
  const own = await table.get(stayRulesEntity, { buildingId });
  return own ?? { buildingId, ...USUAL_RULES, version: 0 };
}
