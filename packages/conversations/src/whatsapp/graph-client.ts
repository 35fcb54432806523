import { neverConnected } from '@bos/kernel/never-connected';
import * as z from 'zod';
import { failureCodeOf, remedyOf } from './error-codes.ts';
import { graphMessage } from './graph-message.ts';
import { errorSchema } from './webhook-schema.ts';
import type { SendOutcome, WhatsAppSender } from './whatsapp-sender.ts';

export const GRAPH_URL = 'https://graph.facebook.com';
/** Served until 2028-07-29. */
export const GRAPH_VERSION = 'v25.0';

export interface GraphSenderSettings {
  /** What stands in for `https://graph.facebook.com`. */
  readonly url?: string | undefined;
  readonly version?: string;
  readonly accessToken: () => Promise<string | undefined>;
  /** How long an answer is waited for; 10 s when not given. */
  readonly timeoutMilliseconds?: number;
}

const acceptedSchema = z.looseObject({ messages: z.array(z.looseObject({ id: z.string().min(1) })).min(1) });
const refusedSchema = z.looseObject({ error: errorSchema });

/** Sends through WhatsApp's Cloud API. Decides on the error's code first, on the HTTP status only without one. */
export function createGraphSender(settings: GraphSenderSettings): WhatsAppSender {
  const { url = GRAPH_URL, version = GRAPH_VERSION, accessToken, timeoutMilliseconds = 10_000 } = settings;
  const base = url.replace(/\/+$/, '');
  return {
    async send(message) {
      const token = await accessToken();
      if (token === undefined) return { kind: 'refused', code: 'ACCESS_TOKEN_MISSING', remedy: 'operator' };
      try {
        const response = await fetch(`${base}/${version}/${encodeURIComponent(message.phoneNumberId)}/messages`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(graphMessage(message)),
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMilliseconds),
        });
        return readAnswer(response.status, await response.text());
      } catch (error) {
        return outcomeOfFailure(error);
      }
    },
  };
}

function readAnswer(status: number, text: string): SendOutcome {
  const answer = parseJson(text);
  const accepted = acceptedSchema.safeParse(answer);
  const providerMessageId = accepted.data?.messages[0]?.id;
  if (status >= 200 && status < 300) {
    return providerMessageId === undefined
      ? { kind: 'unknown', reason: 'UNREADABLE_ANSWER' }
      : { kind: 'accepted', providerMessageId };
  }
  const code = refusedSchema.safeParse(answer).data?.error.code;
  const remedy = code === undefined ? undefined : remedyOf(code);
  // A failing server that names no code of the table may have done its work before it failed.
  if (status >= 500 && (remedy === undefined || remedy === 'none'))
    return { kind: 'unknown', reason: `HTTP_${status}` };
  if (code !== undefined && remedy !== undefined) return { kind: 'refused', code: failureCodeOf(code), remedy };
  return { kind: 'refused', code: `HTTP_${status}`, remedy: remedyOfStatus(status) };
}

function remedyOfStatus(status: number) {
  if (status === 429) return 'wait';
  return status === 401 || status === 403 ? 'operator' : 'none';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function outcomeOfFailure(error: unknown): SendOutcome {
  if (neverConnected(error)) return { kind: 'refused', code: 'WHATSAPP_UNREACHABLE', remedy: 'wait' };
  return { kind: 'unknown', reason: error instanceof Error ? error.name : 'UNKNOWN' };
}
