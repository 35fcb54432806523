import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GraphDouble, startGraphDouble } from '../support/graph-double.ts';
import { quiet } from '../support/quiet.ts';
import { removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';
import { chosenTarget, type Target } from '../support/target.ts';
import { postWebhook } from '../support/webhook.ts';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'fixtures', 'whatsapp');
const signatures = new Map(
  readFileSync(join(folder, 'SIGNATURES.tsv'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('\tsha256='))
    .map((line): [string, string] => {
      const [file = '', signature = ''] = line.split('\t');
      return [file, signature.trim()];
    }),
);

let graph: GraphDouble;
let system: SystemUnderTest<Target>;

beforeAll(async () => {
  graph = await startGraphDouble();
  system = await startSystemUnderTest({ target: chosenTarget, graphUrl: graph.url });
});

afterAll(async () => {
  await system?.stop();
  await graph?.close();
  if (system) removeDataDir(system.dataDir);
});

test.each(readdirSync(folder).filter((file) => file.endsWith('.json')))(
  '%s is taken with its signature',
  async (file) => {
    const bytes = readFileSync(join(folder, file));
    const answer = await postWebhook(system.url, new Uint8Array(bytes), {
      'x-hub-signature-256': signatures.get(file) ?? '',
    });
    expect(answer.status).toBe(200);
  },
);

test('somebody without a telephone number is answered at their business-scoped id', async () => {
  // The fixture's own time lies days back, and WhatsApp's window for answers is a day.
  const body = readFileSync(join(folder, 'text_user_without_phone.json'), 'utf8')
    .replace('"1795021331"', `"${Math.floor(Date.now() / 1000)}"`)
    .replace('wamid.', 'wamid.now-');
  expect((await postWebhook(system.url, body)).status).toBe(200);
  expect((await graph.waitFor('US.1402277319960045')).text).not.toBe('');
});

test('nothing of all that ends among the dead letters', async () => {
  await quiet(system);
  for (const { queue, dead } of await system.queues()) expect(dead, queue).toBe(0);
  expect(system.log()).not.toContain('"level":"error"');
});
