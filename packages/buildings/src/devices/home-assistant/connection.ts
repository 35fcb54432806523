import { parseInput } from '@bos/kernel/parse';
import * as z from 'zod';

/** Where a building's Home Assistant is, and the long-lived access token with which it is asked. */
const connectionSchema = z.object({
  url: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  token: z.string().min(1),
});
export type HomeAssistantConnection = z.infer<typeof connectionSchema>;

/** Undefined where a building has none. */
export type FindHomeAssistant = (buildingId: string) => Promise<HomeAssistantConnection | undefined>;

const settingsSchema = z.record(z.string(), connectionSchema);

/**
 * The connection of a building out of a secret that names one for each: `{ "demo": { "url": "https://…", "token": "…" } }`.
 * Throws INVALID_INPUT, naming the field and never its value.
 */
export function readConnection(secret: string | undefined, buildingId: string): HomeAssistantConnection | undefined {
  if (secret === undefined || secret === '') return undefined;
  const settings = parseInput(settingsSchema, jsonOf(secret), 'secret home-assistant');
  return Object.hasOwn(settings, buildingId) ? settings[buildingId] : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
