import { createDayListStore } from '@bos/buildings/access/day/day-list-store';
import { create } from '@bos/table/write';
import { writeChunks } from '@bos/table/write-chunks';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryDocuments } from '@bos/testing/memory-documents';
import { createMemoryTable } from '@bos/testing/memory-table';
import { guestStayEntity } from '../../reservations/reservation-entity.ts';
import { openHouse } from '../../reservations/testing/house.ts';
import { type CheckIn, checkInEntity, documentKey } from '../check-in.ts';
import { createCheckInStore } from '../check-in-store.ts';
import { inviteGuest } from '../invite-guest.ts';
import { listedCheckIns } from '../listed-check-ins.ts';
import { reviewCheckIn } from '../review-check-in.ts';
import { offerUpload, submitDocuments } from '../send-documents.ts';

const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');
/** Of a booking of the house, unless it says otherwise. */
export const DAY_OF_ARRIVAL = '2026-12-01';

/** A house at noon of 22 November 2026, in UTC, with a guest, James, who goes his way by a link. */
export async function openDesk() {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  const documents = createMemoryDocuments({ clock });
  const house = await openHouse(table, clock);
  const name = { buildingId: 'b1', reservationId: 'r1', userId: 'james' };
  const line = async (date = DAY_OF_ARRIVAL) =>
    (await createDayListStore(table).arrivals('b1', date)).items.map(({ guestName, journey }) => ({
      guestName,
      journey,
    }));
  const invite = () => inviteGuest({ table, randomness: () => new Uint8Array(32).fill(7) }, house.of('r1'));

  async function submit(): Promise<void> {
    const document = { documentId: 'd1', kind: 'passport', contentType: 'image/jpeg' } as const;
    await offerUpload({ table, documents }, name, document);
    await documents.put({ key: documentKey(name, 'd1'), contentType: 'image/jpeg', content: JPEG });
    await submitDocuments({ table, documents }, name, clock.now());
  }

  async function review(decision: { status: 'approved' } | { status: 'refused'; reason: string }): Promise<void> {
    const { version: expectedVersion = 0 } = (await createCheckInStore(table).get(name)) ?? {};
    const { by, at } = house.of('r1');
    await reviewCheckIn({ table }, { ...name, decision, expectedVersion, by, at });
  }

  /** Papers that nobody has looked at: first of stays that are over, then of others; numbered on. */
  const papers = ({ over, running }: { readonly over: number; readonly running: number }) =>
    writeChunks(
      table,
      Array.from({ length: over + running }, (_, number) => {
        const id = { buildingId: 'b1', userId: `u${number}`, reservationId: `p${number}`, unitId: '0704' };
        const checkIn = '2026-11-19';
        const isOver = number < over;
        const endsOn = isOver ? '2026-11-20' : '2026-11-25';
        const settled = isOver ? { settledAt: '2026-11-20T11:00:00.000Z' } : {};
        const sent = { linkHash: 'x', invitedAt: 'x', submittedAt: 'x', documents: [], status: 'submitted' as const };
        return [
          create(guestStayEntity, { ...id, checkIn, checkOut: endsOn, lead: true, ...settled }),
          create(checkInEntity, { ...id, ...sent, checkIn, endsOn }),
        ];
      }).flat(),
    );

  const listed = async (status: CheckIn['status']) => (await listedCheckIns(table, 'b1', status)).items;
  return { ...house, table, clock, line, invite, submit, review, listed, papers };
}
