import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { APP_SECRET, VERIFY_TOKEN } from './webhook.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const entry = join(root, 'bin', 'bos.ts');
const exec = promisify(execFile);

/** The whole system in a process of its own, as an operator starts it. */
export interface SystemUnderTest {
  readonly url: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** What it wrote to its log and to the terminal so far. */
  log(): string;
  /** Milliseconds from the start of the process to the ready line. */
  readonly readyAfter: number;
  /** Runs `bos …` against it and gives what it printed. */
  bos(...parameters: readonly string[]): Promise<string>;
  /** GET of the API as somebody with this role. */
  get(path: string, role?: string): Promise<{ status: number; body: unknown }>;
  call(
    method: string,
    path: string,
    body: unknown,
    options?: { role?: string; headers?: Record<string, string> },
  ): Promise<{ status: number; body: unknown; headers: Headers }>;
  /** SIGTERM, and waits for its end. */
  stop(): Promise<void>;
  /** SIGKILL to the system and to its table engine at the same moment: nothing gets a chance to clean up. */
  kill(): Promise<void>;
}

export interface StartOptions {
  readonly dataDir?: string;
  readonly port?: number;
  readonly graphUrl?: string;
  readonly environment?: Record<string, string>;
}

/** What the engine's owner notes of it. */
const engineSchema = z.looseObject({ engine: z.number() });

export const freshDataDir = (): string => mkdtempSync(join(tmpdir(), 'bos-'));

export function removeDataDir(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
}

export async function startSystemUnderTest(options: StartOptions = {}): Promise<SystemUnderTest> {
  const dataDir = options.dataDir ?? freshDataDir();
  const environment = {
    ...process.env,
    PORT: String(options.port ?? 0),
    BOS_DATA_DIR: dataDir,
    WHATSAPP_APP_SECRET: APP_SECRET,
    WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN,
    ...(options.graphUrl !== undefined && { WHATSAPP_GRAPH_URL: options.graphUrl }),
    ...options.environment,
  };
  const startedAt = performance.now();
  const child = spawn(process.execPath, [entry, 'start'], {
    env: environment,

    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready within 30 s\n${output}\n${log}`)), 30_000);
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it was ready\n${output}\n${log}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /^ready (http\S+)/m.exec(output)?.[1];
      if (ready === undefined) return;
      clearTimeout(timer);
      resolve(ready);
    });
  });
  const readyAfter = performance.now() - startedAt;

  const tokens = new Map<string, string>();
  async function tokenOf(role: string): Promise<string> {
    const known = tokens.get(role) ?? (await bos('token', '--role', role)).trim();
    tokens.set(role, known);
    return known;
  }
  async function bos(...parameters: readonly string[]): Promise<string> {
    return (await exec(process.execPath, [entry, ...parameters], { env: environment })).stdout;
  }
  async function call(
    method: string,
    path: string,
    body: unknown,
    { role = 'manager', headers = {} }: { role?: string; headers?: Record<string, string> } = {},
  ) {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${await tokenOf(role)}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, body: answer, headers: response.headers };
  }

  return {
    url,
    dataDir,
    process: child,
    readyAfter,
    log: () => log + readFileSync(join(dataDir, 'log.jsonl'), 'utf8'),
    bos,
    call,
    get: (path, role = 'manager') => call('GET', path, undefined, { role }),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
    async kill() {
      const { engine } = engineSchema.parse(JSON.parse(readFileSync(join(dataDir, 'table.pid'), 'utf8')));
      child.kill('SIGKILL');
      process.kill(engine, 'SIGKILL');
      await exited;
    },
  };
}
