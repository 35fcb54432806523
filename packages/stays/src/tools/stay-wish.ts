import type { ToolContext } from '@bos/missions/tools/tool-context';
import type { Table } from '@bos/table/table';
import type { Reservation } from '../reservations/reservation.ts';

/** What a guest wants and staff have to decide. */
export interface StayWish {
  readonly kind: 'late_check_out' | 'extension' | 'cancellation';
  readonly reservation: Reservation;
  /** hh:mm, or the last day that they want. */
  readonly asked?: string;
}

/** Puts a wish in front of whoever decides. False when nobody was there to be told. */
export type HandToStaff = (wish: StayWish, context: ToolContext) => Promise<boolean>;

export interface StayToolDependencies {
  readonly table: Table;
  readonly handToStaff: HandToStaff;
}
