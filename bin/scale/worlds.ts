import { type Simulated, simulate, type World } from './simulate.ts';

/** Assumptions, every one of them; the page prints them all. */
const ASSUMED = {
  people: 135_000,
  eventsPerSecond: 1_000,
  /** The largest of 300 buildings has nine times the mean, the largest of 10,000 fifty times. */
  sizeExponent: 0.5,
  /** Of 500 people in a building the one who writes most writes every seventh message. */
  activityExponent: 1,
  /** A conversation is one question and one fault, as in the sheet of costs. */
  faultShare: 0.5,
  seconds: 20,
  seed: 2026,
} as const;

export const WORLDS: readonly World[] = [300, 10_000].map((buildings) => ({ ...ASSUMED, buildings }));

export interface Drawn {
  readonly world: World;
  readonly simulated: Simulated;
}

let drawn: readonly Drawn[] | undefined;

/** Each size once, however often it is asked for: all that is printed is of the same events. */
export function drawWorlds(): readonly Drawn[] {
  drawn ??= WORLDS.map((world) => ({ world, simulated: simulate(world) }));
  return drawn;
}
