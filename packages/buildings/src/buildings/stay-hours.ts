import type { Building } from './building.ts';

/** By when guests come and go where the building says nothing else. */
const USUAL = { checkInTime: '15:00', checkOutTime: '11:00' } as const;

/** From when guests may come and until when they leave, hh:mm on the building's own clock. */
export function stayHours({ checkInFrom, checkOutUntil }: Pick<Building, 'checkInFrom' | 'checkOutUntil'>): {
  readonly checkInTime: string;
  readonly checkOutTime: string;
} {
  return { checkInTime: checkInFrom ?? USUAL.checkInTime, checkOutTime: checkOutUntil ?? USUAL.checkOutTime };
}
