import * as z from 'zod';
import type { MediaLookup, MediaSource, MediaStream, NotToBeHad } from '../media/media-source.ts';
import { failureCodeOf, remedyOf } from './error-codes.ts';
import { GRAPH_URL, GRAPH_VERSION } from './graph-client.ts';
import { errorSchema } from './webhook-schema.ts';

/** Meta writes the size as text, and the hash in hexadecimal here and in base64 in webhooks. */
const mediaSchema = z.looseObject({
  url: z.url(),
  mime_type: z.string().min(1),
  sha256: z.union([z.hex().length(64), z.base64().length(44).transform(hexadecimal)]),
  file_size: z.coerce.number().int().nonnegative(),
});
const refusedSchema = z.looseObject({ error: errorSchema });

/** `(#100) Object with ID … does not exist`, which is also what a token without the right to it is told. */
const NO_SUCH_OBJECT = 100;
const LOOK_UP_MILLISECONDS = 10_000;
/** A hundred megabytes at 2 MB a second. */
const LONGEST_DOWNLOAD_MILLISECONDS = 50_000;

export interface GraphMediaSettings {
  readonly accessToken: () => Promise<string | undefined>;
  /** What stands in for `https://graph.facebook.com`. */
  readonly url: () => Promise<string | undefined>;
}

/** Media of WhatsApp's Cloud API: an id leads to an address that lives for five minutes, and that to the file. */
export function createGraphMedia(settings: GraphMediaSettings): MediaSource {
  const baseUrl = async (): Promise<string> => ((await settings.url()) ?? GRAPH_URL).replace(/\/+$/, '');

  async function ask(address: string, milliseconds: number): Promise<Response | NotToBeHad> {
    const token = await settings.accessToken();
    if (token === undefined) return { kind: 'unavailable', code: 'ACCESS_TOKEN_MISSING', remedy: 'operator' };
    try {
      const headers = { authorization: `Bearer ${token}` };
      // No redirects: the token is for this address and for no other.
      return await fetch(address, { headers, redirect: 'manual', signal: AbortSignal.timeout(milliseconds) });
    } catch {
      return { kind: 'unavailable', code: 'WHATSAPP_UNREACHABLE', remedy: 'wait' };
    }
  }

  async function open(address: string): Promise<MediaStream> {
    // The token goes to nobody who could listen.
    if (!isSafe(address, await baseUrl()))
      return { kind: 'unavailable', code: 'MEDIA_ADDRESS_UNSAFE', remedy: 'operator' };
    const response = await ask(address, LONGEST_DOWNLOAD_MILLISECONDS);
    if (!(response instanceof Response)) return response;
    if (response.status === 200 && response.body !== null) return { kind: 'opened', stream: partsOf(response.body) };
    return refusal(response.status, await textOf(response));
  }

  return {
    async find(mediaId): Promise<MediaLookup> {
      const address = `${await baseUrl()}/${GRAPH_VERSION}/${encodeURIComponent(mediaId)}`;
      const response = await ask(address, LOOK_UP_MILLISECONDS);
      if (!(response instanceof Response)) return response;
      const text = await textOf(response);
      if (response.status !== 200) return refusal(response.status, text);
      const answer = mediaSchema.safeParse(parseJson(text));
      if (!answer.success) return { kind: 'unavailable', code: 'UNREADABLE_ANSWER', remedy: 'wait' };
      const { url, mime_type: mimeType, sha256, file_size: bytes } = answer.data;
      return { kind: 'found', media: { mimeType, bytes, sha256: sha256.toLowerCase(), open: () => open(url) } };
    },
  };
}

function refusal(status: number, text: string): NotToBeHad {
  const code = refusedSchema.safeParse(parseJson(text)).data?.error.code;
  if (status === 404 || status === 410 || code === NO_SUCH_OBJECT) return { kind: 'absent' };
  if (code === undefined) {
    const remedy = status === 401 || status === 403 ? 'operator' : 'wait';
    return { kind: 'unavailable', code: `HTTP_${status}`, remedy };
  }
  return { kind: 'unavailable', code: failureCodeOf(code), remedy: remedyOf(code) };
}

function isSafe(address: string, base: string): boolean {
  const { protocol, origin } = new URL(address);
  return protocol === 'https:' || origin === new URL(base).origin;
}

function hexadecimal(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}

async function textOf(response: Response): Promise<string> {
  return response.text().catch(() => '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Hangs up when the reader leaves. */
async function* partsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}
