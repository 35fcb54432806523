import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { daysAround } from '@bos/embedded/demo/life/days';
import { demoNeighbours } from '@bos/embedded/demo/life/neighbours';
import { demoVisitors } from '@bos/embedded/demo/life/visitors';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';

/** Where the pictures of the README come from: `BOS_SCREENSHOTS=docs/screenshots npm run test:browser`. */
const pictures = process.env.BOS_SCREENSHOTS;

let system: SystemUnderTest;
let browser: Browser;
let page: Page;
const faults: string[] = [];
const lists: string[] = [];

beforeAll(async () => {
  system = await startSystemUnderTest({ environment: { BOS_DEMO: '1' } });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  // The building fills behind the ready line.
  await vi.waitFor(() => expect(system.log()).toContain('"demo.seeded"'), { timeout: 60_000, interval: 100 });
  const token = await system.token('front_desk');
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'pt-BR' });
  page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    const path = /\/days\/[\d-]+\/\w+/.exec(request.url())?.[0];
    if (path !== undefined) lists.push(path);
  });
  await page.goto(`${system.url}/console#token=${token}`);
});

afterAll(async () => {
  await browser?.close();
  await system?.stop();
  if (system) removeDataDir(system.dataDir);
});

const section = (name: string) => page.getByRole('region', { name });

/** Whom the desk may let in at once: the same name whenever the building was made. */
function nameOfWhoIsDue(): string {
  const residents = demoNeighbours().filter(({ role }) => role === 'resident');
  const visitors = demoVisitors(residents, daysAround(new Date()));
  const announced = visitors.filter(({ status, times }) => status === 'announced' && times.kind === 'once');
  return announced[0]?.visitorName ?? '';
}

async function picture(name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

describe('the front desk’s day', () => {
  test('is what the desk sees first, a request for each of its lists', async () => {
    for (const name of ['Chegadas', 'Saídas', 'Visitantes', 'Encomendas'])
      await section(name).getByRole('listitem').first().waitFor();
    expect(await page.getByRole('navigation', { name: 'BuildingOS' }).getByRole('link').first().textContent()).toBe(
      'Hoje',
    );
    expect(new Set(lists).size).toBe(4);
    await picture('console-today');
  });

  test('lets a guest in and another out', async () => {
    const arrivals = section('Chegadas');
    await arrivals
      .getByRole('button', { name: /^Check-in/ })
      .first()
      .click();
    await arrivals.getByText('Chegou').waitFor();
    const departures = section('Saídas');
    await departures
      .getByRole('button', { name: /^Check-out/ })
      .first()
      .click();
    await departures.getByText('Saiu').waitFor();
  });

  test('lets a visitor in and out, and hands a parcel out', async () => {
    const visitors = section('Visitantes');
    const due = visitors.getByRole('listitem').filter({ hasText: nameOfWhoIsDue() });
    await due.getByRole('button', { name: /^Liberar/ }).click();
    await due.getByText('No prédio').waitFor();
    await due.getByRole('button', { name: /^Saiu/ }).click();
    await due.getByText('Saiu', { exact: true }).waitFor();
    const parcels = section('Encomendas');
    await parcels
      .getByRole('button', { name: /^Entregar/ })
      .first()
      .click();
    await parcels.getByText('Retirada').waitFor();
  });

  test('takes a parcel in for somebody of the building', async () => {
    await page.getByRole('button', { name: 'Receber encomenda' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Para quem').fill('1203 · Maria Souza');
    await form.getByLabel('Transportadora').fill('Correios');
    await form.getByLabel('Onde fica guardada').fill('prateleira B2');
    await form.getByRole('button', { name: 'Receber' }).click();
    await section('Encomendas').getByText('Maria Souza').waitFor();
  });

  test('says in words what is not possible', async () => {
    const refusal = { status: 409, code: 'VISIT_NOT_NOW', title: 'Conflict', detail: 'Not now.', requestId: 'r-1' };
    await page.route('**/visitors/*', (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify(refusal) })
        : route.fallback(),
    );
    const visitors = section('Visitantes');
    await visitors
      .getByRole('button', { name: /^Liberar/ })
      .first()
      .click();
    await visitors.getByRole('alert').getByText('Este visitante foi anunciado para outro horário.').waitFor();
    await page.unroute('**/visitors/*');
  });

  test('shows other days, where nothing is done before its time', async () => {
    await page.getByRole('link', { name: 'Dia seguinte' }).click();
    await page.getByRole('link', { name: 'Hoje' }).nth(1).waitFor();
    expect(
      await section('Chegadas')
        .getByRole('button', { name: /^Check-in/ })
        .count(),
    ).toBe(0);
    await page.getByLabel('Dia', { exact: true }).last().fill('2001-01-01');
    await section('Chegadas').getByText('Ninguém chega.').waitFor();
    await section('Encomendas').getByText('Nenhuma encomenda.').waitFor();
    expect(faults).toEqual([]);
  });
});
