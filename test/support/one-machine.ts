import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openLocalIdentity } from '@bos/embedded/identity/identity';
import { systemClock } from '@bos/kernel/clock';
import { ulidSource } from '@bos/kernel/ids';
import * as z from 'zod';
import { openLocalQueues } from '../../bin/local/local-queues.ts';
import { QUEUES } from '../../functions/queue-definitions.ts';
import { createApiCaller } from './api-caller.ts';
import { freshDataDir } from './data-dir.ts';
import { changesRouted } from './routed-changes.ts';
import type { OneMachine } from './system.ts';
import { APP_SECRET, DEVICE_SECRET, VERIFY_TOKEN } from './webhook.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const entry = join(root, 'bin', 'bos.ts');
const exec = promisify(execFile);

export interface OneMachineOptions {
  readonly dataDir?: string;
  readonly port?: number;
  readonly graphUrl?: string;
  readonly environment?: Record<string, string>;
}

/** What the engine's owner notes of it. */
const engineSchema = z.looseObject({ engine: z.number() });

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly ended: Promise<void>;
}

/** Starts the process and waits for its ready line; `onLog` takes what it writes to the terminal as errors. */
async function launch(environment: NodeJS.ProcessEnv, onLog: (text: string) => void): Promise<Running> {
  const child = spawn(process.execPath, [entry, 'start'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
    onLog(chunk.toString());
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready within 30 s\n${output}\n${complaints}`)), 30_000);
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it was ready\n${output}\n${complaints}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /^ready (http\S+)/m.exec(output)?.[1];
      if (ready === undefined) return;
      clearTimeout(timer);
      resolve(ready);
    });
  });
  return { child, url, ended };
}

/** The whole system in a process of its own, as an operator starts it. */
export async function startOneMachine(options: OneMachineOptions = {}): Promise<OneMachine> {
  const dataDir = options.dataDir ?? freshDataDir();
  const environment = {
    ...process.env,
    PORT: String(options.port ?? 0),
    BOS_DATA_DIR: dataDir,
    // A building of months would only be in the way of what a test is about.
    BOS_DEMO: 'small',
    WHATSAPP_APP_SECRET: APP_SECRET,
    WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN,
    DEVICE_WEBHOOK_SECRET: DEVICE_SECRET,
    ...(options.graphUrl !== undefined && { WHATSAPP_GRAPH_URL: options.graphUrl }),
    ...options.environment,
  };
  let complaints = '';
  const onLog = (text: string): void => {
    complaints += text;
  };
  const startedAt = performance.now();
  let running = await launch(environment, onLog);
  const readyAfter = performance.now() - startedAt;
  const { url } = running;

  const bos = async (...parameters: readonly string[]): Promise<string> =>
    (await exec(process.execPath, [entry, ...parameters], { env: environment })).stdout;
  const token = async (role: string): Promise<string> => (await bos('token', '--role', role)).trim();

  async function kill(): Promise<void> {
    const { engine } = engineSchema.parse(JSON.parse(readFileSync(join(dataDir, 'table.pid'), 'utf8')));
    running.child.kill('SIGKILL');
    process.kill(engine, 'SIGKILL');
    await running.ended;
  }

  return {
    target: 'one-machine',
    url,
    dataDir,
    readyAfter,
    ...createApiCaller(url, token),
    token,
    bos,
    kill,
    log: () => complaints + readFileSync(join(dataDir, 'log.jsonl'), 'utf8'),
    async strangersToken() {
      const identity = await openLocalIdentity({
        dataDir,
        issuer: url,
        clock: systemClock,
        ids: ulidSource(systemClock),
      });
      const issued = await identity.issueToken({ subject: 'stranger', lifetimeSeconds: 60 });
      identity.close();
      return issued;
    },
    async queues() {
      const queues = openLocalQueues(dataDir);
      const depths = Object.values(QUEUES).map(({ name }) => {
        const { visible, delayed, inFlight, dead } = queues.depths(name);
        return { queue: name, waiting: visible, inHand: inFlight, postponed: delayed, dead };
      });
      queues.close();
      return depths;
    },
    routed: () => changesRouted(dataDir),
    async crash() {
      await kill();
      running = await launch({ ...environment, PORT: new URL(url).port }, onLog);
    },
    async stop() {
      running.child.kill('SIGTERM');
      await running.ended;
    },
  };
}
