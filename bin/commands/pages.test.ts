import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { run } from './pages.ts';

const folder = mkdtempSync(join(tmpdir(), 'bos-site-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('bos pages writes the page of guests with all that it loads, and says how to serve it', async () => {
  const printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await run(['--out', folder]);
  const html = readFileSync(join(folder, 'check-in', 'index.html'), 'utf8');
  const loaded = Array.from(html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g), ([, address = '']) => address);
  expect(loaded.length).toBeGreaterThan(2);
  for (const address of loaded) expect(readFileSync(join(folder, address)).length).toBeGreaterThan(0);
  expect(printed.mock.calls.join()).toContain("content-security-policy: default-src 'none'");
});

test('it has to be told where', async () => {
  await expect(run([])).rejects.toThrow('--out names the folder');
});
