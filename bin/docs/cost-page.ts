import { ASSUMED, conversationsPerMonth, dollarsPerThousand, invocationsOf, peakPerSecond } from './cost-model.ts';
import { PRICES, PRICES_AS_OF, type Price } from './cost-prices.ts';
import { executionsAtPeak, nearestQuotas, type Reached } from './cost-quotas.ts';
import { FAULT, QUESTION, type Usage } from './cost-usage.ts';

const SIZES = [10, 300, 10_000] as const;
const SHOWN_QUOTAS = 6;

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const dollars = (value: number): string => value.toFixed(value < 0.01 ? 4 : 2);
const percent = (share: number): string => `${share < 0.1 ? (100 * share).toPrecision(2) : Math.round(100 * share)} %`;
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const total = (costs: ReadonlyMap<string, number>): number => [...costs.values()].reduce((sum, cost) => sum + cost, 0);

const costs = SIZES.map((buildings) => dollarsPerThousand(buildings));

function costRows(): string[][] {
  const rows = [...(costs[0]?.keys() ?? [])].map((name) => [
    PRICES[name].unit,
    ...costs.map((cost) => dollars(cost.get(name) ?? 0)),
  ]);
  return [...rows, ['**together**', ...costs.map((cost) => `**${dollars(total(cost))}**`)]];
}

function countRows(): string[][] {
  const counted: readonly (readonly [string, (usage: Usage) => number])[] = [
    ['Lambda invocations', invocationsOf],
    ['requests to the table', ({ requests }) => requests],
    ['read request units', ({ readUnits }) => readUnits],
    ['write request units, indexes included', ({ writeUnits }) => writeUnits],
    ['queue messages', ({ queueMessages }) => queueMessages],
    ['state transitions, start and end included', ({ transitions }) => transitions],
    ['schedules made', ({ schedules }) => schedules],
    ['KMS requests', ({ keyRequests }) => keyRequests],
    ['WhatsApp messages sent', ({ replies }) => replies],
  ];
  return counted.map(([name, read]) => [name, String(read(QUESTION)), String(read(FAULT))]);
}

function priceRows(): string[][] {
  const prices: readonly Price[] = Object.values(PRICES);
  return prices.map(({ unit, dollars: price, source }) => [
    unit,
    price < 0.01 ? `${(price * 1_000_000).toPrecision(6).replace(/\.?0+$/, '')} a million` : String(price),
    `<${source}>`,
    PRICES_AS_OF,
  ]);
}

const verdict = (reached: Reached | undefined): string =>
  reached === undefined ? '' : `${reached.quota.name} (${percent(reached.share)})`;

function quotaSection(buildings: number): string {
  const nearest = nearestQuotas(buildings);
  const lines = nearest
    .slice(0, SHOWN_QUOTAS)
    .map(({ quota, share }) => [
      quota.name,
      whole(quota.limit),
      percent(share),
      `${quota.ours ? 'ours: ' : ''}${quota.source}`,
    ]);
  return `### ${whole(buildings)} buildings

${peakPerSecond(buildings).toPrecision(2)} conversations in the busiest second. First of our own ceilings: **${verdict(nearest.find(({ quota }) => quota.ours))}**. First
quota of AWS or WhatsApp: **${verdict(nearest.find(({ quota }) => !quota.ours))}**.

${table(['limit', 'default', 'taken at the peak', 'source'], lines)}`;
}

/** `docs/cost.md`, from prices, counted requests and the assumptions that join them. */
export function costPage(): string {
  return `# What it costs, and what it reaches first

Written by \`npm run docs\` from prices, counted requests and assumptions; nothing here was read off a bill. Prices are those of us-east-1;
**sa-east-1, the default region, is dearer**, and by how much is not stated here. Free tiers are not deducted.

## US dollars for 1,000 conversations

A conversation is one question that is answered and one fault that becomes a mission: two messages in, two out, and six delivery
reports, which WhatsApp sends and which cost as much as messages do.

${table(['for', ...SIZES.map((buildings) => `${whole(buildings)} buildings`)], costRows())}

That is ${SIZES.map((buildings, position) => {
    const month = (total(costs[position] ?? new Map()) * conversationsPerMonth(buildings)) / 1_000;
    return `$${whole(month)} a month at ${whole(buildings)} buildings`;
  }).join(', ')}.

**Left out**, for want of a price that is certain or of a quantity that could be counted: what WhatsApp charges for messages, data sent to the internet,
Cognito, S3 (the files that people send), X-Ray, the storage of logs, a language model other than the offline one, and the KMS requests that DynamoDB, SQS, Secrets
Manager and CloudWatch make for themselves.

## What a message sets off

Counted by a test that sends signed webhooks through the functions of the catalog over a table in memory; it fails when a
figure is off by more than a tenth. Nothing is kept between two invocations there, so keys are read and unwrapped anew each time:
a busy system reads less. Each write request reaches the stream's reader alone, and each queue message its own: a busy system batches.

${table(['', 'a question', 'a fault'], countRows())}

## What is assumed

${Object.entries(ASSUMED)
  .map(([name, value]) => `- **assumption** \`${name}\`: ${value.toLocaleString('en-US')}`)
  .join('\n')}
- **assumption** a function works \`secondsPerInvocation\` whatever it does; none has been measured on Lambda.
- **assumption** Step Functions counts the start and the end of an execution as transitions.

## The first limit

The busiest second has ${ASSUMED.peakFactor} times the mean (assumption). “Ours” is a ceiling that this repository sets and can raise. A new
account may be allowed as few as 10 Lambda executions at once, which AWS does not document as a figure; the busiest second takes ${SIZES.map(
    (buildings) => `${executionsAtPeak(buildings).toPrecision(2)} at ${whole(buildings)} buildings`,
  ).join(', ')}.

${SIZES.map(quotaSection).join('\n\n')}

Not among them, for their documented defaults differ by region or changed lately: requests a second to SQS FIFO queues with high
throughput, and GetRecords of the stream.

## Prices

Taken down by hand for the month named, not fetched: look them up on the pages named before you rely on them.

${table(['unit', 'US dollars', 'source', 'as of'], priceRows())}
`;
}
