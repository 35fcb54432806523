import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';

/** Where the pictures of the README come from: `BOS_SCREENSHOTS=docs/screenshots npm run test:browser`. */
const pictures = process.env.BOS_SCREENSHOTS;
const TAP = 'A torneira da cozinha está vazando muito, podem mandar alguém?';

let system: SystemUnderTest;
let browser: Browser;

beforeAll(async () => {
  system = await startSystemUnderTest();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  await system?.stop();
  if (system) removeDataDir(system.dataDir);
});

async function open(path: string): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'pt-BR',
    colorScheme: 'light',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(`${system.url}${path}`);
  return { page, faults };
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

test('Maria writes of her leaking tap on the simulated telephone and reads which ticket it became', async () => {
  const { page, faults } = await open('/simulator');
  await page.getByRole('button', { name: /Maria/ }).first().click();
  await page.getByRole('textbox').fill(TAP);
  await page.keyboard.press('Enter');
  const log = page.getByRole('log');
  await log.getByText(/Abri o chamado/).waitFor();
  expect(await log.textContent()).toMatch(/[0-9A-HJKMNP-TV-Z]{6}/);
  await picture(page, 'simulator');
  expect(faults).toEqual([]);
});

test('the manager sees the conversation, the mission with its steps and the ticket in the console', async () => {
  const token = (await system.bos('token', '--role', 'manager')).trim();
  const { page, faults } = await open(`/console#token=${token}`);
  await page.getByText('Maria Souza').first().click();
  await page.getByRole('log').getByText(TAP).waitFor();
  await picture(page, 'console-conversation');
  expect(page.url()).not.toContain(token);

  await page.getByRole('link', { name: /Miss/ }).first().click();
  await page.getByText('Maria Souza').first().click();
  await page.getByText('tickets.open').first().waitFor();
  await picture(page, 'console-mission');

  await page
    .getByRole('link', { name: /Chamados|Tickets/ })
    .first()
    .click();
  await page
    .getByText(/^[0-9A-HJKMNP-TV-Z]{6}$/)
    .first()
    .click();
  await page.getByText(TAP).first().waitFor();
  await picture(page, 'console-tickets');
  expect(faults).toEqual([]);
});

test('the API’s documentation opens without a network', async () => {
  const { page, faults } = await open('/docs');
  await page.getByRole('link', { name: 'Tickets', exact: true }).click();
  await page.getByText('/v1/buildings/{buildingId}/tickets').first().waitFor();
  expect(faults).toEqual([]);
});
