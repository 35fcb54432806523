import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';

const CAPTION = 'Está vazando embaixo da pia da cozinha';

let system: SystemUnderTest;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  system = await startSystemUnderTest();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'pt-BR' });
});

afterAll(async () => {
  await browser?.close();
  await system?.stop();
  if (system) removeDataDir(system.dataDir);
});

async function open(path: string): Promise<{ page: Page; faults: string[]; requests: string[] }> {
  const page = await context.newPage();
  const faults: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await page.goto(`${system.url}${path}`);
  return { page, faults, requests };
}

test('a picture that Maria sends from the simulated telephone is shown to the staff, and loaded once', async () => {
  const phone = await open('/simulator');
  await phone.page.getByRole('button', { name: /Maria/ }).first().click();
  await phone.page.getByRole('button', { name: CAPTION }).click();
  await phone.page
    .getByRole('log')
    .getByText(/Abri o chamado/)
    .waitFor();
  expect(phone.faults).toEqual([]);

  const token = (await system.bos('token', '--role', 'manager')).trim();
  const { page, faults, requests } = await open(`/console#token=${token}`);
  await page.getByText('Maria Souza').first().click();
  const picture = page.getByRole('img', { name: 'Foto de Maria Souza' });
  await picture.waitFor();
  await page.waitForFunction(() => {
    const [image] = document.querySelectorAll<HTMLImageElement>('.media-picture img');
    return image?.complete === true && image.naturalWidth === 480;
  });
  // The conversation is read every other second, each time with another link.
  const readings = () => requests.filter((path) => path.endsWith('/messages')).length;
  const before = readings();
  await expect.poll(readings, { timeout: 10_000 }).toBeGreaterThan(before + 1);
  expect(requests.filter((path) => path.startsWith('/documents/'))).toHaveLength(1);
  if (process.env.BOS_SCREENSHOTS)
    await page.screenshot({ path: `${process.env.BOS_SCREENSHOTS}/console-picture.png` });
  expect(faults).toEqual([]);
});
