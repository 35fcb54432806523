import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startLocalStack } from './localstack.ts';
import { findPython } from './python.ts';

const holder = join(import.meta.dirname, 'localstack.child.ts');

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the child prints nowhere');
  const [chunk] = await once(child.stdout, 'data');
  return String(chunk).trim();
}

test('LocalStack answers on 127.0.0.1 and is gone after its stop', async () => {
  const { endpoint, pid, stop } = await startLocalStack();
  expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(`${endpoint}/_localstack/health`)).status).toBe(200);
  await stop();
  expect(isAlive(pid)).toBe(false);
});

test('LocalStack does not outlive a starter that is killed', async () => {
  const starter = spawn(process.execPath, [holder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = Number(await firstLine(starter));
  expect(isAlive(pid)).toBe(true);
  starter.kill('SIGKILL');
  for (let waited = 0; waited < 10_000 && isAlive(pid); waited += 50) await sleep(50);
  expect(isAlive(pid)).toBe(false);
});

test('a machine without Python 3.13 is told so in one line, with the cure', () => {
  expect(() => findPython('moto', { PYTHON313: '/nowhere/python' })).toThrow(
    /^PYTHON313=\/nowhere\/python is no Python 3\.13: name one that is, or unset it\.$/,
  );
});
