import { equalInConstantTime } from '@bos/kernel/hash';
import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { hashOfToken } from '../links/secret-link.ts';
import { type CheckIn, type CheckInName, checkInEntity } from './check-in.ts';
import type { CheckInStatus } from './check-in-kinds.ts';
import { checkInsOf } from './follow-reservation.ts';

export interface CheckInStore {
  get(name: CheckInName): Promise<Stored<CheckIn> | undefined>;
  /** By what a link holds: the reservation's id, a point and a secret. Undefined for whatever is wrong with it. */
  byToken(buildingId: string, token: string): Promise<Stored<CheckIn> | undefined>;
  /** Those in a status, the first to end at the head. */
  listInStatus(
    buildingId: string,
    status: CheckInStatus,
    page?: Pick<ListOptions, 'limit' | 'cursor'>,
  ): Promise<Page<Stored<CheckIn>>>;
}

const TOKEN = /^([A-Za-z0-9_-]{1,64})\.([^.]+)$/;

export function createCheckInStore(table: Pick<Table, 'get' | 'list'>): CheckInStore {
  return {
    get: ({ buildingId, reservationId, userId }) => table.get(checkInEntity, { buildingId, reservationId, userId }),
    async byToken(buildingId, token) {
      const [, reservationId = '', secret = ''] = TOKEN.exec(token) ?? [];
      const hash = hashOfToken(secret);
      if (hash === undefined) return undefined;
      const sent = await checkInsOf(table, { buildingId, reservationId });
      return sent.find(({ linkHash }) => equalInConstantTime(Buffer.from(hash), Buffer.from(linkHash)));
    },
    listInStatus: (buildingId, status, page = {}) =>
      table.list(checkInEntity, { buildingId, status }, { ...page, index: 'GSI2' }),
  };
}

/** What goes into the link of a guest. */
export function checkInToken({ reservationId }: Pick<CheckIn, 'reservationId'>, secret: string): string {
  return `${reservationId}.${secret}`;
}
