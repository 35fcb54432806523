import type { EventDefinition, Occasion } from '@bos/table/domain-event';
import * as z from 'zod';
import { ENTITIES } from '../../functions/entities.ts';
import { EVENTS } from '../../functions/events.ts';
import { SUBSCRIPTIONS } from '../../functions/streams/subscriptions.ts';

const code = (text: string): string => `\`${text}\``;
const codes = (texts: readonly string[]): string => texts.map(code).join(' or ');
const nameOf = ({ name, version }: EventDefinition): string => `${name}.v${version}`;

function occasion(when: Occasion): string {
  switch (when.kind) {
    case 'created':
      return 'is created';
    case 'entered':
      return `comes to ${code(when.field)} ${codes(when.values)}`;
    case 'changed':
      return `has another ${code(when.field)}`;
    case 'removed':
      return `is gone, with ${code(when.field)} ${codes(when.values)}`;
    case 'any':
      return when.encrypted ? 'is created, changed or gone; encrypted fields aside' : 'is created, changed or gone';
  }
}

const factSchema = z.looseObject({
  type: z.string(),
  enum: z.array(z.string()).optional(),
  items: z.looseObject({ type: z.string(), enum: z.array(z.string()).optional() }).optional(),
});
const factsSchema = z.object({
  properties: z.record(z.string(), factSchema),
  required: z.array(z.string()).default([]),
});

function typeOf({ type, enum: values, items }: z.infer<typeof factSchema>): string {
  if (items) return `list of ${typeOf(items)}`;
  return values ? values.map(code).join(' \\| ') : type;
}

function facts({ schema }: EventDefinition): string {
  const { properties, required } = factsSchema.parse(z.toJSONSchema(schema));
  const rows = Object.entries(properties).map(
    ([field, fact]) => `| ${code(field)} | ${typeOf(fact)} | ${required.includes(field) ? '' : 'may be missing'} |`,
  );
  return `| fact | type | |\n|---|---|---|\n${rows.join('\n')}`;
}

const example = (value: object): string => code(JSON.stringify(value));

function section(event: EventDefinition): string {
  const { entity, description, when, examples } = event;
  return `### ${nameOf(event)}

${description}

When: a ${code(entity)} ${occasion(when)}.

${facts(event)}

Good: ${examples.good.map(example).join(', ')}

Refused: ${examples.bad.map(example).join(', ')}`;
}

function row(event: EventDefinition): string {
  const routed = SUBSCRIPTIONS.some((subscription) => subscription.event === event);
  const anchor = nameOf(event).replace('.', '');
  return `| [${nameOf(event)}](#${anchor}) | ${code(event.entity)} | ${event.description} | ${routed ? 'yes' : ''} |`;
}

/** `docs/events.md`, from the event definitions and the router's subscriptions. */
export function eventsPage(): string {
  const told = new Set(EVENTS.map(({ entity }) => entity));
  const silent = ENTITIES.map(({ type }) => type).filter((type) => !told.has(type));
  return `# Events

Written from the event definitions by \`npm run docs\`; \`npm run validate\` fails when it is out of date.

Whatever is written to the table is told by its change stream: the item before and after. An event is what such a change
means. It carries ids and facts that are not personal, never what people write, are called or are reached at: whoever needs
that reads the item through its store, where rights and erasure hold. Each event is defined once, beside the entity that it is
about, with its schema and examples; \`functions/events.ts\` lists them all.

## What every event carries

| field | meaning |
|---|---|
| \`event\` | name and version, such as \`ticket-opened.v1\` |
| \`id\` | a ULID made from the item's key, its version and the event: the same for the same change, however often it is read |
| \`occurredAt\` | when the item was written, to the millisecond; of a deletion when the table noted it, to the second |
| \`sequence\` | the item's version after the change: it counts the changes of one item |

An item of a building has its \`buildingId\` among the facts. A version that was published keeps its shape
(\`functions/event-schemas.json\`); another shape is another version beside it, until nobody reads the old one.

## Order, repetition, loss

- **In order for each item, and only there.** The changes of one key come in the order in which they were written. Between two
  items there is no order, not even between two of one transaction, nor between two events of one change. A batch that fails
  is delivered again as a whole, so an older event may be seen once more after a newer one: \`sequence\` tells.
- **At least once.** Whoever takes events drops what it had by \`id\`, or does what is the same when done twice, as the queues'
  consumers do: their work orders carry ids, and the table decides what is left to do.
- **For 24 hours.** The stream forgets what nobody has read by then. **A restore emits nothing**: no change is told that a
  backup brought back.
- So the stream is the fast path and not the only one. What must be done lies in the table as pending, and the sweep
  (\`functions/schedules/sweep.ts\`) drives it after a minute, whoever has lost its event. A day without the stream is a test:
  \`functions/schedules/lost-stream.test.ts\`. Events that nobody must act on are not made up for.
- **A new key for old data tells nothing**, nor does an upgrade that rewrites a stored item alike. An item that expired is told
  when the table removes it, which may be two days later.

## Who reads them

One function reads the stream, the router (\`functions/streams/router.ts\`); a stream feeds two readers at most. It turns events into work
orders by the list in \`functions/streams/subscriptions.ts\`, and its event source is given a filter made of that list: what nobody subscribed to
costs no call. Subscribe there.

| event | item | | routed |
|---|---|---|---|
${EVENTS.map(row).join('\n')}

These items tell nothing of their own: ${silent.map(code).join(', ')}. They are indexes, pointers and records of
what another item tells.

## Facts

${EVENTS.map(section).join('\n\n')}
`;
}
