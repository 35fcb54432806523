import { dayArrivalEntity } from '@bos/buildings/access/day/day-list';
import type { Table } from '@bos/table/table';
import { replace, type WriteOperation } from '@bos/table/write';
import type { CheckIn } from './check-in.ts';

/**
 * Says in the stay's line among the arrivals of its first day how far its guest has come, so that the desk reads both in one
 * request. Nothing to write when the line says so, is gone, or is of somebody else who books it by now.
 */
export async function arrivalFollows(
  table: Pick<Table, 'get'>,
  { buildingId, reservationId, userId, checkIn: date, status: journey }: CheckIn,
): Promise<WriteOperation[]> {
  const line = await table.get(dayArrivalEntity, { buildingId, date, reservationId });
  if (line === undefined || line.userId !== userId || line.journey === journey) return [];
  return [replace(dayArrivalEntity, line, { ...line, journey })];
}
