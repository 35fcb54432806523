import { constantKeyOf, indexNames, type Place } from './key-templates.ts';
import { EVENT_KINDS, type EventKind, type KeyLoad, MEASURED, type Spread } from './measured-load.ts';
import { seededNumbers, zipf } from './zipf.ts';

/**
 * What a partition bears a second, of the table and of an index alike:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput-scenarios.html
 */
export const PARTITION_LIMITS = { writeUnits: 1_000, readUnits: 3_000 } as const;

export interface World {
  readonly buildings: number;
  readonly people: number;
  readonly eventsPerSecond: number;
  /** How unlike in size buildings are: 0 for all the same, 1 for twice as many people in the first as in the second. */
  readonly sizeExponent: number;
  /** The same for how much the people of one building write. */
  readonly activityExponent: number;
  /** Of all events, those that are faults; the others are questions. */
  readonly faultShare: number;
  readonly seconds: number;
  readonly seed: number;
}

/** The busiest second of the busiest partition of a definition. */
export interface HotKey {
  readonly place: Place;
  readonly key: string;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Of the limit that it is nearer to; above 1 it is throttled. */
  readonly share: number;
}

export interface Simulated {
  /** The hottest first. */
  readonly ours: readonly HotKey[];
  /** The same events on indexes whose partitions are named by the kind of item alone. */
  readonly constant: readonly HotKey[];
}

/** Events of each kind. */
type Counts = Record<EventKind, number>;
type CountsBy = ReadonlyMap<number, Counts>;

const none = (): Counts => ({ question: 0, fault: 0 });

function count(counts: Map<number, Counts>, group: number, kind: EventKind): void {
  const known = counts.get(group);
  if (known !== undefined) known[kind]++;
  else counts.set(group, { ...none(), [kind]: 1 });
}

/** The events of one second, by what their partitions may have in common. */
function drawSecond(
  world: World,
  draw: () => number,
  sizes: ReturnType<typeof zipf>,
  activity: ReturnType<typeof zipf>,
) {
  const by = { all: new Map(), building: new Map(), person: new Map() } satisfies Record<string, Map<number, Counts>>;
  for (let event = 0; event < world.eventsPerSecond; event++) {
    const building = sizes.pick(draw());
    const residents = Math.max(1, Math.round(world.people * sizes.share(building)));
    const person = activity.pick(draw(), residents);
    const kind = draw() < world.faultShare ? 'fault' : 'question';
    count(by.all, 0, kind);
    count(by.building, building, kind);
    count(by.person, building * world.people + person, kind);
  }
  return by;
}

/** A partition's definition with what each kind of event asks of it. */
interface Row {
  readonly place: Place;
  readonly key: string;
  readonly spread: Spread;
  readonly per: Readonly<Record<EventKind, Pick<KeyLoad, 'writeUnits' | 'readUnits'>>>;
}

function rowsOf(nameOf: (load: KeyLoad) => Pick<Row, 'key' | 'spread'> & { readonly times: number }): Row[] {
  const rows = new Map<string, Row>();
  for (const kind of EVENT_KINDS) {
    for (const load of MEASURED[kind]) {
      const { key, spread, times } = nameOf(load);
      const name = `${load.place} ${key} ${spread}`;
      const nothing = { writeUnits: 0, readUnits: 0 };
      const row = rows.get(name) ?? { place: load.place, key, spread, per: { question: nothing, fault: nothing } };
      const { writeUnits, readUnits } = row.per[kind];
      const more = { writeUnits: writeUnits + times * load.writeUnits, readUnits: readUnits + times * load.readUnits };
      rows.set(name, { ...row, per: { ...row.per, [kind]: more } });
    }
  }
  return [...rows.values()];
}

const isIndex = (place: Place): boolean => indexNames.some((name) => name === place);
const OURS = rowsOf(({ template, spread }) => ({ key: template, spread, times: 1 }));
/** Of the indexes alone: the table's own keys have always been told apart. */
const CONSTANT = rowsOf(({ template, partitions }) => ({
  key: constantKeyOf(template),
  spread: 'all',
  times: partitions,
})).filter(({ place }) => isIndex(place));

/** Keeps the busiest second of each definition's busiest partition. */
function keepHottest(rows: readonly Row[], seconds: readonly Readonly<Record<Exclude<Spread, 'event'>, CountsBy>>[]) {
  const hot = rows.map(({ place, key, spread, per }): HotKey => {
    const groups: Iterable<Counts> =
      spread === 'event'
        ? EVENT_KINDS.map((kind) => ({ ...none(), [kind]: 1 }))
        : seconds.flatMap((second) => [...second[spread].values()]);
    let [writeUnits, readUnits] = [0, 0];
    for (const counts of groups) {
      const sum = (units: 'writeUnits' | 'readUnits'): number =>
        EVENT_KINDS.reduce((total, kind) => total + counts[kind] * per[kind][units], 0);
      writeUnits = Math.max(writeUnits, sum('writeUnits'));
      readUnits = Math.max(readUnits, sum('readUnits'));
    }
    const share = Math.max(writeUnits / PARTITION_LIMITS.writeUnits, readUnits / PARTITION_LIMITS.readUnits);
    return { place, key, writeUnits, readUnits, share };
  });
  return hot.toSorted((a, b) => b.share - a.share);
}

/**
 * Draws so many seconds of events and adds up, for each partition, what they ask of it. Each event is done within the
 * second that it comes in, and no partition is ever split: both are harder than what DynamoDB sees. Wrapped keys are left
 * out: processes keep them for minutes.
 */
export function simulate(world: World): Simulated {
  const draw = seededNumbers(world.seed);
  const sizes = zipf(world.buildings, world.sizeExponent);
  const largest = Math.max(1, Math.round(world.people * sizes.share(0)));
  const activity = zipf(largest, world.activityExponent);
  const seconds = Array.from({ length: world.seconds }, () => drawSecond(world, draw, sizes, activity));
  const withoutKeys = OURS.filter(({ place }) => place !== 'keys');
  return { ours: keepHottest(withoutKeys, seconds), constant: keepHottest(CONSTANT, seconds) };
}

/** Units of all partitions of a place together, a second, at a rate of events. */
export function totalUnits(place: Place, { eventsPerSecond, faultShare }: World, units: 'writeUnits' | 'readUnits') {
  const shareOf = { question: 1 - faultShare, fault: faultShare };
  return EVENT_KINDS.reduce(
    (sum, kind) =>
      sum +
      MEASURED[kind]
        .filter((load) => load.place === place)
        .reduce((total, load) => total + eventsPerSecond * shareOf[kind] * load.partitions * load[units], 0),
    0,
  );
}
