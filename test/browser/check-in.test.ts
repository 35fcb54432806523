import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { addDays } from '@bos/kernel/calendar-date';
import { localTime } from '@bos/kernel/time-zone';
import { LARGEST_DOCUMENT_BYTES } from '@bos/stays/check-in/check-in-kinds';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';

/** Where pictures of it are wanted: `BOS_SCREENSHOTS=docs/screenshots npm run test:browser`. */
const pictures = process.env.BOS_SCREENSHOTS;

const today = localTime(new Date(), 'America/Sao_Paulo').date;
const invitation = z.looseObject({ page: z.string() });
const item = z.looseObject({ id: z.string() });

/** Nobody waits for a page longer than for its next look at what staff have decided. */
const UNTIL_IT_LOOKS = { timeout: 20_000 };

let system: SystemUnderTest;
let browser: Browser;
let telephone: BrowserContext;
let page: Page;
/** Of a stay of next week. */
let reservationId: string;
let link: string;
const faults: string[] = [];
const written: string[] = [];
const requests: { readonly url: string; readonly referer: string }[] = [];
const files: Record<'png' | 'jpeg' | 'webp' | 'large', Buffer> = {
  webp: Buffer.of(),
  png: Buffer.of(),
  jpeg: Buffer.of(),
  large: Buffer.of(),
};

const tell = async (method: string, path: string, body?: unknown, headers = {}) => {
  const answer = await system.call(method, `/v1/buildings/demo/${path}`, body, { headers });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};

async function book(unitId: string, checkIn: string): Promise<string> {
  const stay = { unitId, checkIn, checkOut: addDays(checkIn, 3), guests: [{ name: 'Emma Ward' }] };
  return item.parse((await tell('POST', 'reservations', stay)).body).id;
}

const invite = async (id: string) =>
  invitation.parse((await tell('POST', `reservations/${id}/journey/invitation`)).body).page;

/** The stay of the demo that is running. */
async function jamess(): Promise<string> {
  const { body } = await tell('GET', 'reservations?confirmationNumber=JAMES704');
  return z.object({ items: z.tuple([item]) }).parse(body).items[0].id;
}

async function review(id: string, decision: object): Promise<void> {
  const seen = await tell('GET', `reservations/${id}/journey`);
  const headers = { 'if-match': seen.headers.get('etag') ?? '' };
  await tell('POST', `reservations/${id}/journey/review`, decision, headers);
}

async function picture(name: string, of: Page = page): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await of.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

/** Photographs, of a passport that is drawn and of the noise that no file can be made small for. */
async function takePictures(): Promise<void> {
  const drawing = await browser.newPage({ viewport: { width: 640, height: 440 } });
  await drawing.setContent(
    '<body style="margin:0;background:#1e3a5f;color:#f6d98b;font:bold 42px serif;display:grid;place-items:center;height:440px">PASSPORT<br>P&lt;GBRWARD&lt;&lt;EMMA</body>',
  );
  files.png = await drawing.screenshot();
  files.jpeg = await drawing.screenshot({ type: 'jpeg' });
  const drawn = (type: string, side: number) =>
    drawing.evaluate(
      async ([wanted, length]) => {
        const canvas = document.createElement('canvas');
        canvas.width = length;
        canvas.height = length;
        const context = canvas.getContext('2d');
        const image = context?.createImageData(length, length);
        for (let at = 0; image !== undefined && at < image.data.length; at += 65_536)
          crypto.getRandomValues(image.data.subarray(at, at + 65_536));
        if (image !== undefined) context?.putImageData(image, 0, 0);
        const url = canvas.toDataURL(wanted);
        return url.slice(url.indexOf(',') + 1);
      },
      [type, side] as const,
    );
  files.webp = Buffer.from(await drawn('image/webp', 64), 'base64');
  files.large = Buffer.from(await drawn('image/png', 1_700), 'base64');
  await drawing.close();
}

function watch(watched: Page): void {
  watched.on('pageerror', (error) => faults.push(error.message));
  watched.on('console', (message) => written.push(message.text()));
  watched.on('request', (request) => requests.push({ url: request.url(), referer: request.headers().referer ?? '' }));
}

const chosen = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });
const line = (text: string) =>
  page.getByRole('list', { name: 'Your documents' }).getByRole('listitem').filter({ hasText: text });

beforeAll(async () => {
  system = await startSystemUnderTest();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  await takePictures();
  await tell('PUT', 'arrival-guide', {
    wifi: { network: 'Aurora-0801', password: 'mar-azul-2026' },
    directions: {
      en: 'Enter by Rua das Palmeiras 120.\nThe lobby of tower A is on your left.',
      es: 'Entra por Rua das Palmeiras 120.\nEl vestíbulo de la torre A está a tu izquierda.',
    },
  });
  reservationId = await book('0801', addDays(today, 7));
  link = await invite(reservationId);
  telephone = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
    locale: 'en-GB',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  page = await telephone.newPage();
  watch(page);
});

afterAll(async () => {
  await browser?.close();
  await system?.stop();
  if (system) removeDataDir(system.dataDir);
});

describe('a guest with a telephone', () => {
  test('opens the link and sees their stay, and what is wanted of them', async () => {
    expect(link).toMatch(new RegExp(`^${system.url}/check-in#demo/`));
    await page.goto(link);
    await page.getByRole('heading', { name: 'Unit 0801' }).waitFor();
    const arrival = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
    await page.getByText(arrival.format(new Date(addDays(today, 7)))).waitFor();
    await page.getByText('from 15:00').waitFor();
    expect(
      await page.getByRole('list', { name: 'How far your check-in is' }).locator('[aria-current]').textContent(),
    ).toContain('Documents');
    expect(await page.getByRole('button', { name: 'Hand over' }).isDisabled()).toBe(true);
    await picture('check-in-documents');
  });

  test('reads that a file is none of what it says, once it was handed over', async () => {
    await page.getByLabel('Take a photo').setInputFiles(chosen('broken.jpg', 'image/jpeg', Buffer.from('<p>')));
    await line('broken.jpg').getByText('Received').waitFor();
    await page.getByRole('button', { name: 'Hand over' }).click();
    await page.getByRole('alert').getByText('None of your files can be opened.').waitFor();
    await line('broken.jpg').getByText('This file cannot be opened.').waitFor();
    await page.getByRole('button', { name: 'Remove Passport (broken.jpg)' }).click();
  });

  test('reads which files cannot be sent and why, and sends the others', async () => {
    await page.getByRole('radio', { name: 'Identity card' }).check({ force: true });
    await page
      .getByLabel('Choose files')
      .setInputFiles([
        chosen('front.png', 'image/png', files.png),
        chosen('letter.html', 'text/html', Buffer.from('<p>')),
        chosen('scan.pdf', 'application/pdf', Buffer.alloc(LARGEST_DOCUMENT_BYTES + 1)),
      ]);
    await line('front.png').getByText('Received').waitFor();
    await line('letter.html').getByText('This is neither a photo nor a PDF').waitFor();
    await line('scan.pdf').getByText('This file is larger than 8 MB.').waitFor();
    expect(await line('front.png').textContent()).toContain('Identity card');
    await picture('check-in-files');
    for (const name of ['letter.html', 'scan.pdf'])
      await page.getByRole('button', { name: `Remove Identity card (${name})` }).click();
    expect(await page.getByRole('listitem').filter({ hasText: 'scan.pdf' }).count()).toBe(0);
  });

  test('tries again after the network was away', async () => {
    await page.route('**/documents', (route) => route.abort('internetdisconnected'));
    await page.getByRole('radio', { name: 'Passport' }).check({ force: true });
    await page.getByLabel('Take a photo').setInputFiles(chosen('photo.jpg', 'image/jpeg', files.jpeg));
    await line('photo.jpg').getByText('No connection').waitFor();
    await page.unroute('**/documents');
    await page.getByRole('button', { name: 'Try again: Passport (photo.jpg)' }).click();
    await line('photo.jpg').getByText('Received').waitFor();
  });

  test('sends photographs that are too large or of another kind: they are drawn anew on the way', async () => {
    expect(files.large.length).toBeGreaterThan(LARGEST_DOCUMENT_BYTES);
    await page.getByLabel('Take a photo').setInputFiles(chosen('large.png', 'image/png', files.large));
    await line('large.png').getByText('Received').waitFor({ timeout: 15_000 });
    await page.getByLabel('Choose files').setInputFiles(chosen('photo.webp', 'image/webp', files.webp));
    await line('photo.webp').getByText('Received').waitFor();
    for (const name of ['large.png', 'photo.webp']) {
      await page.getByRole('button', { name: `Remove Passport (${name})` }).click();
      await line(name).waitFor({ state: 'detached' });
    }
  });

  test('finds what was sent after closing the page, and hands it over', async () => {
    await page.reload();
    const list = page.getByRole('list', { name: 'Your documents' }).getByRole('listitem');
    await list.first().waitFor();
    expect(await list.allTextContents()).toEqual(['Identity cardReceived', 'PassportReceived']);
    await page.getByRole('button', { name: 'Hand over' }).click();
    const heading = page.getByRole('heading', { name: 'The front desk is looking at your documents' });
    await heading.waitFor();
    // Who hears the page is taken to what has changed.
    await expect.poll(() => heading.evaluate((one) => one === document.activeElement)).toBe(true);
    await picture('check-in-waiting');
  });

  test('is told why the documents were refused, and sends others', async () => {
    await review(reservationId, { status: 'refused', reason: 'The photograph of the passport is blurred.' });
    await page.getByText('The photograph of the passport is blurred.').waitFor(UNTIL_IT_LOOKS);
    await page.getByRole('heading', { name: 'Please send your documents again' }).waitFor();
    await picture('check-in-refused');
    await page.getByRole('button', { name: 'Remove Passport' }).click();
    await expect.poll(() => page.getByRole('list', { name: 'Your documents' }).getByRole('listitem').count()).toBe(1);
    await page.getByLabel('Take a photo').setInputFiles(chosen('sharp.jpg', 'image/jpeg', files.jpeg));
    await line('sharp.jpg').getByText('Received').waitFor();
    await page.getByRole('button', { name: 'Hand over' }).click();
    await page.getByRole('heading', { name: 'The front desk is looking at your documents' }).waitFor();
  });

  test('has the way after the approval, in the language of their choice, and no code before the day', async () => {
    await review(reservationId, { status: 'approved' });
    await page.getByRole('heading', { name: 'Your check-in is done' }).waitFor(UNTIL_IT_LOOKS);
    await page.getByText('The lobby of tower A is on your left.').waitFor();
    await page.getByText('on the day of your arrival').waitFor();
    expect(await page.getByText('mar-azul-2026').count()).toBe(0);
    await picture('check-in-approved');
    await page.getByRole('button', { name: 'Español' }).click();
    await page.getByRole('heading', { name: 'Tu check-in está hecho' }).waitFor();
    await page.getByText('El vestíbulo de la torre A').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
  });

  test('has code and Wi-Fi on the day, each copied with a tap', async () => {
    const second = await telephone.newPage();
    watch(second);
    await second.goto(await invite(await jamess()));
    await second.getByRole('heading', { name: 'Welcome' }).waitFor();
    await second.getByText('mar-azul-2026').waitFor();
    await second.getByRole('button', { name: 'Copy: Door code' }).click();
    await second.getByRole('button', { name: 'Copy: Door code' }).getByText('Copied').waitFor();
    expect(await second.evaluate(() => navigator.clipboard.readText())).toMatch(/^\d{4,8}$/);
    await second.emulateMedia({ colorScheme: 'dark' });
    await picture('check-in-on-the-day', second);
    await second.close();
  });

  test('taps the link in the message that the front desk has sent', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
    const simulator = await context.newPage();
    watch(simulator);
    await simulator.goto(`${system.url}/simulator#james`);
    await simulator.getByRole('textbox').fill('Hello!');
    await simulator.keyboard.press('Enter');
    const log = simulator.getByRole('log');
    await log.getByText('How can I help?').waitFor();
    const { body } = await tell('POST', `reservations/${await jamess()}/journey/invitation`, { send: true });
    expect(body).toMatchObject({ told: 'messaged' });
    const tapped = log.getByRole('link');
    expect(await tapped.getAttribute('href')).toBe(invitation.parse(body).page);
    await picture('check-in-message', simulator);
    const [opened] = await Promise.all([simulator.waitForEvent('popup'), tapped.click()]);
    await opened.getByRole('heading', { name: 'Unit 0704' }).waitFor();
    await context.close();
  });

  test('reads in their own language what to do when the link leads nowhere', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'pt-BR' });
    const lost = await context.newPage();
    watch(lost);
    // One that was replaced, one of nothing, one that lost its end.
    const next = await invite(reservationId);
    for (const address of [link, `${system.url}/check-in`, link.slice(0, -5)]) {
      await lost.goto('about:blank');
      await lost.goto(address);
      await lost.getByRole('heading', { name: 'Este link não leva a lugar nenhum' }).waitFor();
    }
    await lost.getByText('peça um novo à portaria').waitFor();
    await picture('check-in-nowhere', lost);
    // The newer one opens in the same tab.
    await lost.evaluate((address) => window.location.assign(address), next);
    await lost.getByRole('heading', { name: 'Unidade 0801' }).waitFor();
    expect(await lost.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await context.close();
  });

  test('leaves no trace of the secret: not in a log, in storage, in an address that is sent, or in a Referer', async () => {
    const secret = link.split('.').at(-1) ?? '';
    expect(faults).toEqual([]);
    // What the browser itself writes of an address that leads nowhere, and of no network.
    expect(written.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
    expect(written.join(' ')).not.toContain(secret);
    expect(new Set(requests.map(({ referer }) => referer))).toEqual(new Set(['']));
    const documents = requests.filter(({ url }) => new URL(url).pathname === '/check-in');
    expect(documents.length).toBeGreaterThan(0);
    expect(documents.every(({ url }) => new URL(url).search === '')).toBe(true);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
      0,
      0,
      '',
    ]);
    expect(system.log()).not.toContain(secret);
  });
});
