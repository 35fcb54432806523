import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const occupancyMonthSchema = z.object({
  buildingId: z.string(),
  unitId: z.string(),
  /** yyyy-mm */
  month: z.string().regex(/^\d{4}-\d{2}$/),
  /** By the day of the month on which a night begins, `01` to `31`: whose it is. */
  nights: z.record(z.string().regex(/^\d{2}$/), z.string()),
});

/** The nights of one unit and month that are taken. One entry a night: no night can be two reservations'. */
export type OccupancyMonth = z.infer<typeof occupancyMonthSchema>;

/** It is written whole and under its version, so a night that was free when it was read is free when it is taken. */
export const occupancyMonthEntity = defineEntity<OccupancyMonth>({
  type: 'occupancy_month',
  description: 'Which reservation has each night of a unit in a month.',
  schemaVersion: 1,
  schema: occupancyMonthSchema,
  keys: { PK: 'BUILDING#{buildingId}#UNIT#{unitId}', SK: 'MONTH#{month}' },
});
