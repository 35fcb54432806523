import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HomeAssistantConnection } from '@bos/buildings/devices/home-assistant/connection';
import * as z from 'zod';
import type { Settings } from './settings.ts';

const schema = z.object({ appSecret: z.string(), verifyToken: z.string(), accessToken: z.string() });
type WhatsAppSecrets = z.infer<typeof schema>;

const secret = (): string => randomBytes(32).toString('hex');

/** Readable by the operator alone, and whole or not there at all. */
function writePrivate(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}

/** What links to documents are signed with, and the folder of the documents: made at the first start. */
export function documentSettings(dataDir: string): { readonly folder: string; readonly secret: Uint8Array } {
  const path = join(dataDir, 'secrets', 'document-links.key');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) writePrivate(path, secret());
  return { folder: join(dataDir, 'documents'), secret: Buffer.from(readFileSync(path, 'utf8').trim(), 'hex') };
}

/**
 * From it come the keys with which the hubs of this installation sign what its sensors say: made at the first start. And
 * where Home Assistant is, when the operator says so.
 */
export function deviceSettings({ dataDir, deviceWebhookSecret, homeAssistant }: Settings): {
  readonly webhookSecret: string;
  readonly homeAssistant?: HomeAssistantConnection | undefined;
} {
  const path = join(dataDir, 'secrets', 'device-webhook.key');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) writePrivate(path, secret());
  return { webhookSecret: deviceWebhookSecret ?? readFileSync(path, 'utf8').trim(), homeAssistant };
}

/**
 * WhatsApp's secrets of this installation: those of the environment, and for each that is not set one that was
 * made at the first start, with which the built-in simulator signs. There is no default that anybody could know.
 */
export function whatsappSecrets({ dataDir, whatsapp }: Settings): WhatsAppSecrets {
  const folder = join(dataDir, 'secrets');
  const path = join(folder, 'whatsapp.json');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(path)) {
    writePrivate(path, JSON.stringify({ appSecret: secret(), verifyToken: secret(), accessToken: secret() }));
  }
  const made = schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return {
    appSecret: whatsapp.appSecret ?? made.appSecret,
    verifyToken: whatsapp.verifyToken ?? made.verifyToken,
    accessToken: whatsapp.accessToken ?? made.accessToken,
  };
}
