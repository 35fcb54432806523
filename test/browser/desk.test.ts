import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { addDays } from '@bos/kernel/calendar-date';
import { localTime } from '@bos/kernel/time-zone';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';
import { postWebhook, webhookBody } from '../support/webhook.ts';

/** Where the pictures of the README come from: `BOS_SCREENSHOTS=docs/screenshots npm run test:browser`. */
const pictures = process.env.BOS_SCREENSHOTS;
const TODAY = localTime(new Date(), 'America/Sao_Paulo').date;
const EMMA = '12025550178';
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

const created = z.looseObject({ id: z.string() });
const upload = z.looseObject({ url: z.string(), fields: z.record(z.string(), z.string()) });
const link = z.looseObject({ url: z.string() });
const reviewed = z.looseObject({ status: z.string(), reason: z.string().optional() });

let system: SystemUnderTest;
let browser: Browser;
let page: Page;
let passport: Buffer;
/** Of Emma, who has written to the building a moment ago. */
let emmas: string;
/** Of Ann, who has never written to the building. */
let anns: string;
/** The last part of the link that a guest has been given. */
let token = '';
const faults: string[] = [];
const looks: string[] = [];

async function tell(method: string, path: string, body?: unknown): Promise<string> {
  const answer = await system.call(method, `/v1/buildings/demo/${path}`, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  const parsed = created.safeParse(answer.body);
  return parsed.success ? parsed.data.id : '';
}

/** What a phone would photograph, drawn by the browser. */
async function drawPassport(): Promise<Buffer> {
  const drawing = await browser.newPage({ viewport: { width: 900, height: 620 } });
  await drawing.setContent(
    `<body style="margin:0;display:grid;place-items:center;height:100vh;background:#8a7560">
      <div style="width:780px;height:510px;padding:36px;box-sizing:border-box;border-radius:18px;background:#e9e2cf;
        font:22px serif;color:#2b3a55"><b style="font-size:34px">PASSPORT</b><p>SPECIMEN</p>
      <div style="width:180px;height:230px;background:#b9c4d6;float:left;margin-right:36px"></div>
      <p>Surname<br><b>WARD</b></p><p>Given names<br><b>ANN</b></p>
      <p style="clear:both;font:24px monospace">P&lt;UTOWARD&lt;&lt;ANN&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;</p></div></body>`,
  );
  const picture = await drawing.screenshot({ type: 'jpeg', quality: 80 });
  await drawing.close();
  return picture;
}

/** As a guest does who has the link and is signed in nowhere. */
async function byLink(method: string, rest: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${system.url}/v1/buildings/demo/check-in/${token}${rest}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${rest}: ${JSON.stringify(answer)}`);
  return answer;
}

async function send(kind: string, contentType: string, content: Buffer): Promise<void> {
  const { url, fields } = upload.parse(await byLink('POST', '/documents', { kind, contentType }));
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([Uint8Array.from(content)], { type: contentType }));
  const response = await fetch(new URL(url, system.url), { method: 'POST', body: form });
  expect(response.ok).toBe(true);
}

async function picture(name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

const arrival = (name: string) =>
  page.getByRole('region', { name: 'Chegadas' }).getByRole('listitem').filter({ hasText: name });

beforeAll(async () => {
  system = await startSystemUnderTest();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  passport = await drawPassport();
  const emma = await tell('POST', 'people', {
    displayName: 'Emma Ward',
    phone: `+${EMMA}`,
    locale: 'en',
    roles: ['guest'],
    unitIds: ['0801'],
    validFrom: new Date().toISOString(),
    validUntil: `${addDays(TODAY, 3)}T14:00:00.000Z`,
  });
  const stay = { checkIn: TODAY, checkOut: addDays(TODAY, 3) };
  emmas = await tell('POST', 'reservations', { ...stay, unitId: '0801', guests: [{ userId: emma }] });
  anns = await tell('POST', 'reservations', { ...stay, unitId: '0503', guests: [{ name: 'Ann Ward' }, {}] });
  expect((await postWebhook(system.url, webhookBody({ from: EMMA, text: 'Hello!' }))).status).toBe(200);

  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'pt-BR' });
  page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.endsWith('/journey')) looks.push(request.url());
  });
  await page.goto(`${system.url}/console#token=${await system.token('front_desk')}`);
});

afterAll(async () => {
  await browser?.close();
  await system?.stop();
  if (system) removeDataDir(system.dataDir);
});

describe('the check-in by link, at the front desk', () => {
  test('sends the link by WhatsApp to who has written, and says so', async () => {
    const line = arrival('Emma Ward');
    await line.getByText('Ainda sem link de check-in').waitFor();
    await line.getByRole('button', { name: /^Enviar link/ }).click();
    await line.getByText('A caminho do WhatsApp do hóspede.').waitFor();
    // The guest has it, so the desk need not.
    expect(await line.getByRole('textbox').count()).toBe(0);
    await line.getByText('Link criado, sem documentos ainda').waitFor();
  });

  test('gives the link to be passed on for who has not', async () => {
    const line = arrival('Ann Ward');
    await line.getByRole('button', { name: /^Enviar link/ }).click();
    await line.getByText(/^Não foi enviado/).waitFor();
    const address = await line.getByRole('textbox', { name: 'Link de check-in' }).inputValue();
    expect(address).toMatch(/\/check-in#demo\/[\w-]+\.[\w-]{43}$/);
    token = address.split('/').at(-1) ?? '';
    await line.getByRole('button', { name: 'Fechar' }).click();
    expect(await page.getByText(token).count()).toBe(0);
  });

  test('shows at once that papers have come, and who waits', async () => {
    await send('passport', 'image/jpeg', passport);
    await byLink('POST', '/submission');
    await arrival('Ann Ward').getByText('Documentos a conferir').waitFor();
    await arrival('Ann Ward')
      .getByRole('link', { name: /^Conferir documentos/ })
      .click();
    await page.getByRole('img', { name: '1 check-in a conferir' }).waitFor();
    await page.getByRole('heading', { name: 'Ann Ward' }).waitFor();
    expect(looks).toEqual([]);
  });

  test('opens the papers in place, and refuses them with a reason', async () => {
    await page.getByRole('button', { name: 'Abrir os documentos' }).click();
    const image = page.getByRole('img', { name: 'Passaporte' });
    await image.waitFor();
    await expect.poll(() => image.evaluate((one) => one instanceof HTMLImageElement && one.naturalWidth)).toBe(900);
    await picture('console-papers');
    await page.getByRole('button', { name: 'Ampliar' }).click();
    await page.getByRole('dialog', { name: 'Passaporte' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Recusar …' }).click();
    await page.getByRole('button', { name: 'inglês' }).click();
    await page.getByRole('button', { name: /not sharp enough/ }).click();
    await page.getByRole('button', { name: 'Recusar e explicar' }).click();
    await page.getByText('Recusado. O hóspede lê o motivo').waitFor();
    expect(reviewed.parse(await byLink('GET', ''))).toMatchObject({
      status: 'refused',
      reason: expect.stringMatching(/not sharp enough/),
    });
  });

  test('shows what was sent again, and what came while somebody looked', async () => {
    await send('id_card', 'image/jpeg', passport);
    await byLink('POST', '/submission');
    await page.getByText('Recusado antes:').waitFor();
    await page.getByRole('button', { name: 'Abrir os documentos' }).click();
    await page.getByRole('img', { name: 'Carteira de identidade' }).waitFor();
    // A colleague refuses these, and the guest sends more.
    const review = `/v1/buildings/demo/reservations/${anns}/journey`;
    const { headers } = await system.call('GET', review, undefined);
    await system.call(
      'POST',
      `${review}/review`,
      { status: 'refused', reason: 'x' },
      {
        headers: { 'if-match': headers.get('etag') ?? '' },
      },
    );
    await send('visa', 'application/pdf', PDF);
    await byLink('POST', '/submission');
    await page.getByRole('button', { name: 'Aprovar' }).click();
    await page
      .getByRole('alert')
      .getByText(/^Chegaram outros documentos/)
      .waitFor();
    const pdf = page.getByRole('link', { name: 'Abrir o PDF em outra aba' });
    const [tab] = await Promise.all([page.context().waitForEvent('page'), pdf.click()]);
    // Saved nowhere: a tab of its own shows it.
    await expect.poll(() => tab.url()).toMatch(/^blob:/);
    await tab.close();
  });

  test('approves them, and the line of the arrival follows', async () => {
    await page.getByRole('button', { name: 'Aprovar' }).click();
    await page.getByText('Aprovado. O hóspede vê na hora.').waitFor();
    expect(reviewed.parse(await byLink('GET', '')).status).toBe('approved');
    await page.getByRole('link', { name: 'Dia da chegada' }).click();
    const line = arrival('Ann Ward');
    await line.getByText('Documentos aprovados').waitFor();
    expect(await page.getByRole('img', { name: /check-in a conferir/ }).count()).toBe(0);
    await line.getByRole('link', { name: /^Ver documentos/ }).click();
    await page.getByText('Estes documentos já não esperam.').waitFor();
    await page.getByRole('button', { name: 'Abrir os documentos' }).click();
    await page.getByRole('heading', { name: 'Ann Ward' }).waitFor();
    expect(await page.getByRole('button', { name: 'Aprovar' }).count()).toBe(0);
  });
});

test('a mission is cancelled, once somebody has said so twice', async () => {
  await tell('PUT', 'devices/elevator-a/simulation', { script: { behaviour: 'stalls' } });
  // The staff are told of the tap only when the elevator has been called, and it does not answer.
  const text = 'Chama o elevador para o 12º andar, e a torneira da cozinha está vazando muito';
  const body = webhookBody({ from: '5511900000301', text });
  expect((await postWebhook(system.url, body)).status).toBe(200);
  await page.getByRole('link', { name: 'Missões' }).click();
  await page.getByText('Maria Souza').first().click();
  await page.getByRole('button', { name: 'Cancelar a missão' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancelar a missão' });
  await dialog.waitFor();
  await dialog.getByRole('button', { name: 'Cancelar a missão' }).click();
  await page.getByText('Rafael Alves pediu o fim; está terminando.').waitFor();
  await page.locator('.detail-title').getByText('Cancelada').waitFor();
  expect(await page.getByRole('button', { name: 'Cancelar a missão' }).count()).toBe(0);
});

test('on a telephone all of it has room', async () => {
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('link', { name: 'Hoje' }).click();
  const line = arrival('Emma Ward');
  await line.getByText('Link criado, sem documentos ainda').waitFor();
  expect(await fits()).toBe(true);
  const { body } = await system.call('POST', `/v1/buildings/demo/reservations/${emmas}/journey/invitation`, {});
  token = link.parse(body).url.split('/').at(-1) ?? '';
  await send('passport', 'image/jpeg', passport);
  await byLink('POST', '/submission');
  await line.getByRole('link', { name: /^Conferir documentos/ }).click();
  await page.getByRole('button', { name: 'Abrir os documentos' }).click();
  await page.getByRole('img', { name: 'Passaporte' }).waitFor();
  await page.getByRole('button', { name: 'Recusar …' }).click();
  // What Emma reads, as it is known of her.
  await page.getByRole('button', { name: /not sharp enough/ }).waitFor();
  expect(await fits()).toBe(true);
  await page.getByRole('link', { name: 'Voltar à lista' }).click();
  await page.getByText('chega hoje').waitFor();
  expect(await fits()).toBe(true);
});

test('papers that were left open close by themselves', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'pt-BR' });
  const left = await context.newPage();
  await left.clock.install();
  await left.goto(`${system.url}/console#token=${await system.token('manager')}`);
  await left.getByRole('link', { name: /^Check-ins/ }).click();
  await left.getByText('Emma Ward').click();
  await left.getByRole('button', { name: 'Abrir os documentos' }).click();
  await left.getByRole('img', { name: 'Passaporte' }).waitFor();
  await left.clock.fastForward('04:30');
  expect(await left.getByRole('img', { name: 'Passaporte' }).count()).toBe(1);
  await left.clock.fastForward('00:30');
  await left.getByText('Os documentos foram fechados: ficam abertos por cinco minutos.').waitFor();
  expect(await left.getByRole('img', { name: 'Passaporte' }).count()).toBe(0);
  await left.getByRole('button', { name: 'Abrir de novo' }).click();
  await left.getByRole('img', { name: 'Passaporte' }).waitFor();
  await context.close();
});

test('nothing on the page went wrong', () => {
  expect(faults).toEqual([]);
});
