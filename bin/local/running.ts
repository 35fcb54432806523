import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { OperatorError } from './operator-error.ts';

const schema = z.object({
  pid: z.number(),
  url: z.string(),
  tableEndpoint: z.object({ url: z.string(), own: z.boolean() }),
});

/** Where the running system is to be found: written at its start, for the other commands. */
export type Running = z.infer<typeof schema>;

const fileOf = (dataDir: string): string => join(dataDir, 'running.json');

export function noteRunning(dataDir: string, running: Running): void {
  writeFileSync(fileOf(dataDir), JSON.stringify(running), { mode: 0o600 });
}

export function forgetRunning(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Throws, saying what to do, when nothing runs on this data folder. */
export function findRunning(dataDir: string): Running {
  const path = fileOf(dataDir);
  const running = existsSync(path) ? schema.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
  if (running && isAlive(running.pid)) return running;
  throw new OperatorError(`BuildingOS is not running on ${dataDir}. Start it with \`npm start\` and try again.`);
}
