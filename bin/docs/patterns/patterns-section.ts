import { LIST_PATTERNS } from '../../local/list-patterns.ts';
import { code, table } from '../markdown.ts';
import type { MeasuredRead, Measurements } from './measurements.ts';

/** DynamoDB's name of the request. */
const OPERATION = { Get: 'GetItem', BatchGet: 'BatchGetItem', Query: 'Query' } as const;

function readRow(read: MeasuredRead): string[] {
  const { name, usedBy, operation, index, partition, sort, consistent, items, bytes, readUnits, keys } = read;
  return [
    `**${name}** ${usedBy}`,
    OPERATION[operation],
    index ?? 'table',
    `${code(partition)} / ${code(sort)}`,
    '1',
    `${items}`,
    `${bytes}`,
    `${readUnits}${consistent ? '' : ' (e)'}`,
    keys === 0 ? '' : `${keys}`,
  ];
}

/** Every way in which the table is read and written, with what it costs. */
export function patternsSection({ reads, composed, transactions }: Measurements): string {
  return `## Access patterns

Each is one request. Measured on the engine of one machine (\`ReturnConsumedCapacity\`, which counts as AWS publishes it: 4 kB a read unit, half when read
eventually, 1 kB a write unit, twice in a transaction), over 25 typical items of each kind, which is one page. A test measures anew
and fails when a figure is another, when a store has a method that is not here, and when a pattern takes more than one
request. \`BOS_MEASURE_PATTERNS=1 npx vitest run --project unit bin/docs/patterns\` takes the figures down again; \`npm run docs\` writes
the page.

### Reads

\`…\` is where the key that is asked for ends. (e): read eventually, as indexes always are. Keys: data keys of people that a process reads once in
five minutes, one request each, before it can decrypt what was found; those of the platform and of the building, once a process, come
on top. They are counted apart.

${table(['pattern', 'request', 'index', 'key', 'requests', 'items', 'bytes', 'read units', 'keys'], reads.map(readRow))}

### Made of several

What the next one asks for stands in what the one before found, or lies in several places.

${table(
  ['pattern', 'made of'],
  composed.map(({ name, usedBy, of }) => [`**${name}** ${usedBy}`, of.join(', ')]),
)}

### Across buildings

One request for the ids of up to 100 buildings, then that of the pattern in each of them, up to eight side by side, in the order of the ids
(\`packages/table/src/list-everywhere.ts\`). The cursor holds the building and the place in its list. \`npx bos list\` asks for them.

${table(
  ['list', 'pattern in each building'],
  Object.entries(LIST_PATTERNS).map(([name, pattern]) => [`**${name} everywhere**`, pattern]),
)}

### Writes

What functions and commands write in one request, as recorded while messages were worked on: a transaction when it is more than one item. The
most that was consumed, index entries included. Writes of what is not listed consume what their items' sections below say, twice that in a
transaction.

${table(
  ['by', 'what', 'requests', 'items', 'write units'],
  transactions.map(({ by, writes, items, writeUnits }) => [by, writes, '1', `${items}`, `${writeUnits}`]),
)}`;
}
