import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { chosenTarget } from '../support/target.ts';
import { webhookBody } from '../support/webhook.ts';
import { CLEAR, seededWeather, type WeatherPlan } from './weather-plan.ts';
import { startWeatherWorld, until, type WeatherWorld } from './weather-world.ts';
import { expectPromisesKept, isSettled, summary, whatHappened } from './what-happened.ts';
import { deliver } from './whatsapp-double.ts';

const SEED = Number(process.env.BOS_WEATHER_SEED ?? 20_261_122);
const MESSAGES = Number(process.env.BOS_WEATHER_MESSAGES ?? (chosenTarget === 'cloud' ? 20 : 60));
/** People who write at the same time. */
const WRITERS = 5;
/** What was in hand when something broke is looked at again a minute later, by the sweep of that minute. */
const PATIENCE_MILLISECONDS = 240_000;

/** One request in six meets something, and an index is up to a second and a half old. */
const STORM = seededWeather({
  seed: SEED,
  faults: {
    throttled: 0.04,
    'over-capacity': 0.02,
    conflict: 0.04,
    partial: 0.1,
    failed: 0.02,
    'failed-after': 0.02,
    reset: 0.01,
    'reset-after': 0.02,
    silent: 0.001,
    'silent-after': 0.002,
  },
  longestLag: 1_500,
});

/** The indexes are up to half a minute old, far longer than AWS's ever were; nothing else happens. */
const OLD = seededWeather({ seed: SEED, faults: {}, longestLag: 30_000 });

const OUTAGE: WeatherPlan = {
  ...CLEAR,
  faultOf: (operation) => (operation === 'DescribeTable' ? undefined : 'failed'),
};
const OUTAGE_MILLISECONDS = 15_000;

const WORDS = [
  'O chuveiro do banheiro não esquenta',
  'Chame o elevador no 12º andar por favor',
  'Qual é a senha do wifi?',
  'Bom dia!',
  'Tem uma lâmpada queimada no corredor do 3º andar',
];
const RESIDENTS = ['5511900000301', '5511900000303', '5491100000302', '12025550130'];

/** Somebody who writes one message after the other, each of which WhatsApp may deliver more than once. */
async function write({ system }: WeatherWorld, writer: number): Promise<void> {
  for (let number = writer; number < MESSAGES; number += WRITERS) {
    // One in three has never written before: people are made in bad weather too.
    const from = number % 3 === 0 ? `55119${20_000_000 + number}` : (RESIDENTS[number % RESIDENTS.length] ?? '');
    const body = webhookBody({ from, text: `${WORDS[number % WORDS.length]} ${String(number).padStart(3, '0')}` });
    await deliver(system.url, body);
    if (number % 5 === 0) await deliver(system.url, body);
  }
}

const writeAll = (world: WeatherWorld) =>
  Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(world, writer)));

async function open(): Promise<WeatherWorld> {
  const world = await startWeatherWorld(chosenTarget);
  onTestFinished(world.close);
  return world;
}

/** Waits until all is done, as far as it ever will be, and holds it against what is promised. */
async function judge(world: WeatherWorld, weather: string): Promise<void> {
  const startedAt = performance.now();
  const seen = await until(() => whatHappened(world), isSettled(MESSAGES), PATIENCE_MILLISECONDS);
  world.proxy.change(CLEAR);
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  process.stdout.write(`${weather} on ${chosenTarget}: settled ${seconds} s later; ${summary(world, seen)}\n`);
  await expectPromisesKept(world, seen, MESSAGES);
}

test('in a storm before the table every message is answered, once', async () => {
  const world = await open();
  world.proxy.change(STORM);
  await writeAll(world);
  await judge(world, 'storm');
  const faults = [...world.proxy.befallen].filter(([what]) => what !== 'old-index');
  expect(faults.length, 'kinds of faults that were met').toBeGreaterThan(5);
});

test('while the indexes are old nothing is done twice and nothing is forgotten', async () => {
  const world = await open();
  world.proxy.change(OLD);
  await writeAll(world);
  await judge(world, 'old indexes');
});

test('an outage of the table in mid-work costs time and nothing else', async () => {
  const world = await open();
  const writing = writeAll(world);
  await sleep(500);
  world.proxy.change(OUTAGE);
  await sleep(OUTAGE_MILLISECONDS);
  world.proxy.change(CLEAR);
  await writing;
  await judge(world, 'outage');
});
