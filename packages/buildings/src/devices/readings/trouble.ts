import { HOUR, MINUTE } from '@bos/kernel/clock';
import type { ReadingValue } from './reading.ts';

export const TROUBLES = ['leak', 'smoke', 'battery_low', 'offline'] as const;
export type Trouble = (typeof TROUBLES)[number];

/** When a trouble begins and when it is over. Between the two nothing changes, so that a value on the edge does not flutter. */
export interface TroubleRule {
  readonly trouble: Trouble;
  begins(value: ReadingValue): boolean;
  isOver(value: ReadingValue): boolean;
  /** One that comes back within so long after its end was never over: milliseconds. */
  readonly rejoins: number;
  /** Whether one that is learnt of when it is over already is one all the same: water may stand on the floor. */
  readonly countsLate: boolean;
}

/** Per cent at which somebody should think of a battery, and at which it has been changed. */
const BATTERY_LOW = 20;
const BATTERY_FULL_AGAIN = 30;

const alarm = (measure: 'leak' | 'smoke'): TroubleRule => ({
  trouble: measure,
  begins: (value) => value.measure === measure && value.value,
  isOver: (value) => value.measure === measure && !value.value,
  rejoins: 15 * MINUTE,
  countsLate: true,
});

export const TROUBLE_RULES: readonly TroubleRule[] = [
  alarm('leak'),
  alarm('smoke'),
  {
    trouble: 'battery_low',
    begins: ({ measure, value }) => measure === 'battery' && value <= BATTERY_LOW,
    isOver: ({ measure, value }) => measure === 'battery' && value >= BATTERY_FULL_AGAIN,
    rejoins: HOUR,
    countsLate: false,
  },
];

/** A device that comes and goes is in one trouble, not in many. */
export const OFFLINE_REJOINS = 15 * MINUTE;
