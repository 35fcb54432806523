import { KEY_CACHE } from '@bos/table/encryption/key-ring';
import { readSettings } from '../../lib/settings.ts';
import { ASSUMED as COST, invocationsOf } from '../docs/cost-model.ts';
import { FAULT, QUESTION } from '../docs/cost-usage.ts';
import { hottest, percent, whole } from './hottest.ts';
import type { Place } from './key-templates.ts';
import { EVENT_KINDS, MEASURED } from './measured-load.ts';
import { type HotKey, PARTITION_LIMITS, totalUnits } from './simulate.ts';
import { type Drawn, drawWorlds } from './worlds.ts';

const SHOWN = 6;
const AWS = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide';
/** DynamoDB's own default for a table, and for each index: as in the sheet of costs. */
const TABLE_QUOTA = 40_000;
/** What WhatsApp sends of one number a second: as in the sheet of costs. */
const NUMBER_MESSAGES = 80;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

function hotRows(keys: readonly HotKey[], eventsPerSecond: number): string[][] {
  return hottest(keys, SHOWN).map(({ place, key, writeUnits, readUnits, share }) => [
    place,
    `\`${key}\``,
    whole(writeUnits),
    whole(readUnits),
    share > 1 ? `**${percent(share)}**` : percent(share),
    whole(eventsPerSecond / share),
  ]);
}

function section({ world, simulated }: Drawn): string {
  const head = ['place', 'partition', 'WCU', 'RCU', 'of its limit', 'full at events/s'];
  return `## ${whole(world.buildings)} buildings

${table(head, hotRows(simulated.ours, world.eventsPerSecond))}

The same events with constant index keys:

${table(head, hotRows(simulated.constant, world.eventsPerSecond))}`;
}

function totals({ world }: Drawn): string {
  const places: readonly Place[] = ['table', 'GSI1', 'GSI2'];
  return table(
    ['place', 'WCU', 'RCU'],
    places.map((place) => [
      place,
      whole(totalUnits(place, world, 'writeUnits')),
      whole(totalUnits(place, world, 'readUnits')),
    ]),
  );
}

function measuredRows(): string[][] {
  return EVENT_KINDS.flatMap((kind) =>
    MEASURED[kind].map(({ place, template, spread, partitions, writeUnits, readUnits }) => [
      kind,
      place,
      `\`${template}\`${partitions > 1 ? ` (${partitions} of them)` : ''}`,
      spread,
      String(writeUnits),
      String(readUnits),
    ]),
  );
}

/** How often processes read one wrapped key that all of them need, a second. */
function keyReads(eventsPerSecond: number): { readonly processes: number; readonly readUnits: number } {
  const invocations = (invocationsOf(QUESTION) + invocationsOf(FAULT)) / 2;
  const processes = eventsPerSecond * invocations * COST.secondsPerInvocation;
  return { processes, readUnits: processes / (KEY_CACHE / 1_000) };
}

function pendingAtMost(): number {
  const pending = MEASURED.fault.find(({ template }) => template === 'CHANNEL#whatsapp#{phoneNumberId}#PENDING');
  return NUMBER_MESSAGES * (pending?.writeUnits ?? 0);
}

/** `docs/scale.md`, from counted requests, the definitions of the keys, and a drawing of events. */
export function scalePage(): string {
  const drawn = drawWorlds();
  const [first] = drawn;
  if (first === undefined) throw new Error('Nothing was drawn.');
  const { world } = first;
  const keys = keyReads(world.eventsPerSecond);
  const settings = readSettings(() => undefined);
  return `# Which keys grow hot, by calculation

Written by \`npm run docs\`: counted requests, the definitions of the keys and a seeded drawing of events. Nothing here was measured on AWS. \`npm run bench\`
prints the short form.

One partition of DynamoDB, of a table or of an index, bears ${whole(PARTITION_LIMITS.writeUnits)} write units and
${whole(PARTITION_LIMITS.readUnits)} read units a second, whatever the table is allowed
([warm throughput](${AWS}/warm-throughput-scenarios.html), [hot partitions](${AWS}/throttling-key-range-limit-exceeded-mitigation.html)). An index that cannot take a
write rejects the table's write with it
([global secondary indexes](https://docs.aws.amazon.com/whitepapers/latest/comparing-dynamodb-and-hbase-for-nosql/global-secondary-index-considerations.html)). So a list
of all missions under one key \`MISSION\` puts all buildings on one partition, and the busiest hour of one stops the others. Here every key of a
building's item begins with its building, also in the indexes, and such a list asks each building.

![The hottest partitions beside their limit](scale.svg)

The figures are those of the busiest second of the hottest partition; “full” is the rate of events at which it would reach its limit.
\`table\` is the table itself, GSI1 and GSI2 are its indexes.

${drawn.map(section).join('\n\n')}

## Before any key is hot

${whole(world.eventsPerSecond)} events a second ask this of all partitions together:

${totals(first)}

That is more than DynamoDB allows a table by default (${whole(TABLE_QUOTA)} units a second, a quota that AWS raises), and far more than the ceilings of this
repository (\`maxWriteUnits\` ${whole(settings.maxWriteUnits)}, \`maxReadUnits\` ${whole(settings.maxReadUnits)}, CDK context): those are reached first, and are there to be raised.

Keys of ours that do not name a building: \`BUILDING\` and \`CHANNEL\` in GSI1 list all buildings and all numbers. They are written when a building or
a number is added, and read once a minute by the sweep. The wrapped key of the platform lies in the table of the keys, where
every process reads it once in ${KEY_CACHE / 60_000} minutes: ${whole(keys.processes)} processes at once make ${keys.readUnits.toPrecision(2)} reads a second of it.

A number that serves many buildings has the lists of all of them. WhatsApp sends ${NUMBER_MESSAGES} messages a second of one number, so its \`PENDING\` takes
${whole(pendingAtMost())} write units a second at most.

## What an event asks

Counted by a test that sends signed webhooks through the functions of the catalog (\`bin/scale/measured-load.test.ts\`); it fails when a figure is off by
more than a tenth. \`spread\` says whose partition it is: of all events, a building's, a person's, or the event's own. Keys are read anew by
each function there, so the rows of the place \`keys\` are no part of the calculation.

${table(['event', 'place', 'partition', 'spread', 'write units', 'read units'], measuredRows())}

## What is assumed

- **assumption** ${whole(world.people)} people, ${whole(world.eventsPerSecond)} messages a second, half of them questions that are answered and half faults that become missions, each with its
  reply and three delivery reports.
- **assumption** buildings differ in size by Zipf's law with the exponent ${world.sizeExponent}: the largest of 300 has nine times the mean, the largest of 10,000 fifty
  times. Within a building, how much people write differs with the exponent ${world.activityExponent}.
- **assumption** one business number a building.
- ${world.seconds} seconds are drawn, with the seed ${world.seed}. An event is done within the second that it comes in. DynamoDB may split a hot partition between its sort
  keys; here none is ever split. Both are harder than what happens.
`;
}
