import { DomainError, invalid, notFound } from '@bos/kernel/errors';
import { parseInput } from '@bos/kernel/parse';
import { localTime } from '@bos/kernel/time-zone';
import { assertMove } from '@bos/kernel/transitions';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { create, put, replace, WriteConflictError, type WriteOperation } from '@bos/table/write';
import type * as z from 'zod';
import { unitEntity } from '../../units/unit.ts';
import { type AccessRequester, assertAtDesk } from '../access-rights.ts';
import { dayParcelEntity } from '../day/day-list.ts';
import { PARCEL_TRANSITIONS, type Parcel, parcelDetailsSchema, parcelEntity } from './parcel.ts';

export interface ReceiveParcelCommand {
  readonly buildingId: string;
  /** The same again is the same parcel. */
  readonly parcelId: string;
  readonly requester: AccessRequester;
  readonly details: z.infer<typeof parcelDetailsSchema>;
  /** The building's. */
  readonly timeZone: string;
  readonly at: Date;
}

function dayWrite({ buildingId, date, unitId, parcelId, userId, carrier, keptAt, status }: Parcel): WriteOperation {
  return put(dayParcelEntity, { buildingId, date, unitId, parcelId, userId, carrier, keptAt, status });
}

/**
 * Notes a parcel and puts it into the day's list; its recipient is still to be told. Throws INVALID_INPUT by field,
 * UNIT_UNKNOWN, ACCESS_NOT_IN_FORCE and ACCESS_NOT_ALLOWED.
 */
export async function receiveParcel(
  { table }: { readonly table: Table },
  command: ReceiveParcelCommand,
): Promise<Stored<Parcel>> {
  const { buildingId, parcelId, requester, timeZone, at } = command;
  assertAtDesk(requester);
  const details = parseInput(parcelDetailsSchema, command.details, 'parcel');
  if ((await table.get(unitEntity, { buildingId, unitId: details.unitId })) === undefined) {
    throw invalid('UNIT_UNKNOWN', `No unit ${details.unitId}.`, [{ field: 'unitId', rule: 'a unit of this building' }]);
  }
  const time = at.toISOString();
  const parcel: Parcel = {
    status: 'received',
    buildingId,
    parcelId,
    ...details,
    receivedBy: requester.userId,
    receivedAt: time,
    date: localTime(at, timeZone).date,
  };
  try {
    await table.write([create(parcelEntity, parcel), dayWrite(parcel)]);
  } catch (error) {
    const existing = await table.get(parcelEntity, { buildingId, parcelId });
    if (!(error instanceof WriteConflictError) || existing === undefined) throw error;
    return existing;
  }
  return { ...parcel, version: 1, createdAt: time, updatedAt: time };
}

interface ParcelIds {
  readonly buildingId: string;
  readonly parcelId: string;
  readonly at: Date;
}

async function change(
  table: Table,
  { buildingId, parcelId, at }: ParcelIds,
  apply: (parcel: Stored<Parcel>) => Parcel,
): Promise<Stored<Parcel>> {
  return retryConflicts(async () => {
    const parcel = await table.get(parcelEntity, { buildingId, parcelId });
    if (parcel === undefined) throw notFound('parcel', parcelId);
    const after = apply(parcel);
    if (after.status === parcel.status) return parcel;
    assertMove(PARCEL_TRANSITIONS, 'parcel', parcel.status, after.status);
    await table.write([replace(parcelEntity, parcel, after), dayWrite(after)]);
    return { ...after, version: parcel.version + 1, createdAt: parcel.createdAt, updatedAt: at.toISOString() };
  });
}

/** The recipient has been told. One who came for it before the notice did is left as it is. Throws PARCEL_NOT_FOUND. */
export function noteParcelNotified({ table }: { readonly table: Table }, ids: ParcelIds): Promise<Stored<Parcel>> {
  return change(table, ids, (parcel) =>
    parcel.status === 'received' ? { ...parcel, status: 'notified', notifiedAt: ids.at.toISOString() } : parcel,
  );
}

export interface CloseParcelCommand extends ParcelIds {
  readonly requester: AccessRequester;
  readonly change: 'collected' | 'returned';
  readonly expectedVersion?: number;
}

/**
 * Hands a parcel out or gives it back to its carrier. Throws PARCEL_NOT_FOUND, PARCEL_CHANGED_MEANWHILE,
 * PARCEL_TRANSITION_REFUSED, ACCESS_NOT_IN_FORCE and ACCESS_NOT_ALLOWED.
 */
export async function closeParcel(
  { table }: { readonly table: Table },
  { requester, change: status, expectedVersion, ...ids }: CloseParcelCommand,
): Promise<Stored<Parcel>> {
  assertAtDesk(requester);
  return change(table, ids, (parcel) => {
    if (expectedVersion !== undefined && expectedVersion !== parcel.version) {
      const text = `Parcel ${ids.parcelId} is at version ${parcel.version}.`;
      throw new DomainError('precondition_failed', 'PARCEL_CHANGED_MEANWHILE', text);
    }
    return { ...parcel, status, endedAt: ids.at.toISOString() };
  });
}
