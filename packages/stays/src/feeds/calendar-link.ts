import { notFound } from '@bos/kernel/errors';
import { defineEntity, type Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { create, remove } from '@bos/table/write';
import * as z from 'zod';
import { hashOfToken, type LinkRandomness, newLinkToken } from '../links/secret-link.ts';
import { assertUnit } from '../reservations/create-reservation.ts';

const calendarLinkSchema = z.object({
  buildingId: z.string(),
  /** Of the token, which nobody can work out from it. */
  hash: z.string(),
  linkId: z.string(),
  unitId: z.string(),
  /** The calendar of whoever reads it: what came from there is not told back. */
  exceptFeedId: z.string().optional(),
  addedAt: z.string(),
});

/** An address under which anybody who knows it reads when a unit is taken, and nothing else. */
export type CalendarLink = z.infer<typeof calendarLinkSchema>;

export const calendarLinkEntity = defineEntity<CalendarLink>({
  type: 'calendar_link',
  description: 'A secret address of the calendar of a unit.',
  schemaVersion: 1,
  schema: calendarLinkSchema,
  keys: {
    PK: 'BUILDING#{buildingId}#LINK#{hash}',
    SK: 'META',
    GSI1PK: 'BUILDING#{buildingId}#UNIT#{unitId}',
    GSI1SK: 'CALENDAR#{linkId}',
  },
});

export interface CalendarLinkStore {
  /** Undefined for a token that is none, or no longer one. */
  byToken(buildingId: string, token: string): Promise<Stored<CalendarLink> | undefined>;
  listOfUnit(
    buildingId: string,
    unitId: string,
    page?: Pick<ListOptions, 'limit' | 'cursor'>,
  ): Promise<Page<Stored<CalendarLink>>>;
}

export function createCalendarLinkStore(table: Table): CalendarLinkStore {
  return {
    async byToken(buildingId, token) {
      const hash = hashOfToken(token);
      return hash === undefined ? undefined : table.get(calendarLinkEntity, { buildingId, hash });
    },
    listOfUnit: (buildingId, unitId, page = {}) =>
      table.list(calendarLinkEntity, { buildingId, unitId }, { ...page, index: 'GSI1' }),
  };
}

export interface AddCalendarLinkCommand extends Pick<CalendarLink, 'buildingId' | 'unitId' | 'linkId'> {
  readonly exceptFeedId?: string;
  readonly at: Date;
}

/** Makes an address. Its token is given here and never again. Throws UNIT_UNKNOWN. */
export async function addCalendarLink(
  { table, randomness }: { readonly table: Table; readonly randomness: LinkRandomness },
  { at, ...fields }: AddCalendarLinkCommand,
): Promise<{ readonly link: CalendarLink; readonly token: string }> {
  await assertUnit(table, fields.buildingId, fields.unitId);
  const token = newLinkToken(randomness);
  const link = { ...fields, hash: hashOfToken(token) ?? '', addedAt: at.toISOString() };
  await table.write([create(calendarLinkEntity, link)]);
  return { link, token };
}

/** From now on the address leads nowhere. Throws CALENDAR_LINK_NOT_FOUND. */
export async function removeCalendarLink(
  { table }: { readonly table: Table },
  { buildingId, unitId, linkId }: Pick<CalendarLink, 'buildingId' | 'unitId' | 'linkId'>,
): Promise<void> {
  const { items } = await createCalendarLinkStore(table).listOfUnit(buildingId, unitId, { limit: 100 });
  const found = items.find((link) => link.linkId === linkId);
  if (found === undefined) throw notFound('calendar link', linkId);
  await retryConflicts(async () => {
    const link = await table.get(calendarLinkEntity, found);
    if (link !== undefined) await table.write([remove(calendarLinkEntity, link)]);
  });
}
