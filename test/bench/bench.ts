// `npm run bench`: figures of the whole system, as ratios to the raw engine in the same run where that makes sense.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { scaleTable } from '../../bin/scale/scale-table.ts';
import { startGraphDouble } from '../support/graph-double.ts';
import { startTable } from '../support/running-table.ts';
import { removeDataDir, startSystemUnderTest } from '../support/system.ts';
import { signatureOf, webhookBody } from '../support/webhook.ts';
import { measureBundles } from './bundles.ts';
import { hammer, ms, percentile, row } from './figures.ts';
import { RawConnection } from './raw-client.ts';
import { measureStores } from './stores.ts';

const CONNECTIONS = 10;
const SECONDS = 5;
const MARIA = '5511900000301';

/** Conditional puts of an item as large as a receipt, through the SDK, with nothing else on the machine. */
async function rawPuts(): Promise<number> {
  const bench = await startTable('bench');
  const filler = 'x'.repeat(900);
  const durations = await hammer(CONNECTIONS, SECONDS, async () => {
    const id = randomUUID();
    const keys = { PK: `P#${id}`, SK: 'INBOUND', GSI2PK: 'CHANNEL#PENDING', GSI2SK: id };
    const Item = Object.fromEntries(Object.entries({ ...keys, body: filler }).map(([name, S]) => [name, { S }]));
    const ConditionExpression = 'attribute_not_exists(PK)';
    await bench.raw.send(new PutItemCommand({ TableName: bench.tableName, Item, ConditionExpression }));
  });
  await bench.stop();
  return durations.length / SECONDS;
}

const raw = await rawPuts();
row('raw conditional puts', `${raw.toFixed(0)}/s`);
await measureStores();

const graph = await startGraphDouble();
const system = await startSystemUnderTest({ graphUrl: graph.url });
row('ready after', ms(system.readyAfter));
const port = Number(new URL(system.url).port);

function signed(from: string, text: string) {
  const body = Buffer.from(webhookBody({ from, text }));
  return { body, headers: `x-hub-signature-256: ${signatureOf(body)}\r\n` };
}

// One message at a time: what a person waits for.
const latencies: number[] = [];
const connection = await RawConnection.open(port);
for (let i = 0; i < 60; i++) {
  const text =
    i % 2 === 0 ? 'Qual é a senha do wifi?' : 'A torneira da cozinha está vazando muito, podem mandar alguém?';
  const { body, headers } = signed(MARIA, text);
  const count = graph.sent.length;
  const startedAt = performance.now();
  await connection.post('/webhooks/whatsapp', headers, body);
  await graph.waitFor(MARIA, (message) => graph.sent.indexOf(message) >= count);
  // The first ones warm up.
  if (i >= 10) latencies.push(performance.now() - startedAt);
}
row('message → reply', `p50 ${ms(percentile(latencies, 0.5))}`, `p99 ${ms(percentile(latencies, 0.99))}`);

// Missions as fast as they go.
const missions = 60;
const before = graph.sent.length;
const missionsStartedAt = performance.now();
for (let i = 0; i < missions; i++) {
  const { body, headers } = signed(
    ['5511900000301', '5511900000303', '12025550130'][i % 3] ?? MARIA,
    'A torneira da cozinha está vazando muito, podem mandar alguém?',
  );
  await connection.post('/webhooks/whatsapp', headers, body);
}
while (graph.sent.length < before + missions) await sleep(5);
row(
  'missions of two steps',
  `${((missions / (performance.now() - missionsStartedAt)) * 1_000).toFixed(0)}/s with their replies`,
);

// A burst from many people: acknowledgements, while the messages are worked on behind.
const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => RawConnection.open(port)));
let refused = 0;
let sender = 0;
const acknowledgements = await hammer(CONNECTIONS, SECONDS, async (which) => {
  const { body, headers } = signed(`55119${String(10_000_000 + (sender++ % 500)).slice(-8)}`, 'Bom dia!');
  const status = await connections[which]?.post('/webhooks/whatsapp', headers, body);
  if (status !== 200) refused += 1;
});
const rate = acknowledgements.length / SECONDS;
row(
  'durable webhook acknowledgements',
  `${rate.toFixed(0)}/s`,
  `${((rate / raw) * 100).toFixed(0)} % of raw puts`,
  `p50 ${ms(percentile(acknowledgements, 0.5))}`,
  `p99 ${ms(percentile(acknowledgements, 0.99))}`,
  `${refused} refused`,
);
for (const open of [...connections, connection]) open.close();
await system.stop();
await graph.close();
removeDataDir(system.dataDir);

await measureBundles();

// What no bench on one machine can show.
process.stdout.write(`\n${scaleTable()}\n`);
