import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '@bos/kernel/environment';
import * as z from 'zod';

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  BOS_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'a web address such as https://aurora.example' }).optional(),
  BOS_DATA_DIR: z.string().optional(),
  /** `0` starts without the demo building, `small` with its people and units alone. */
  BOS_DEMO: z.enum(['0', '1', 'small']).default('1'),
  WHATSAPP_APP_SECRET: z.string().optional(),
  WHATSAPP_VERIFY_TOKEN: z.string().optional(),
  WHATSAPP_ACCESS_TOKEN: z.string().optional(),
  WHATSAPP_GRAPH_URL: z.url().optional(),
  LANGUAGE_MODEL: z.literal('offline', 'only "offline" is available in this version').default('offline'),
  AWS_ENDPOINT_URL_DYNAMODB: z.url().optional(),
  DEVICE_WEBHOOK_SECRET: z.string().optional(),
  HOME_ASSISTANT_URL: z.url({ protocol: /^https?$/ }).optional(),
  HOME_ASSISTANT_TOKEN: z.string().optional(),
});

/** What the operator may set, as the README lists it. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Where people reach this machine when that is not `host` and `port`: behind a proxy. No slash at the end. */
  readonly publicUrl: string | undefined;
  readonly dataDir: string;
  readonly demo: boolean;
  /** The demo building with months of stays, parcels, visitors and tickets. */
  readonly demoLife: boolean;
  readonly whatsapp: {
    readonly appSecret: string | undefined;
    readonly verifyToken: string | undefined;
    readonly accessToken: string | undefined;
    readonly graphUrl: string | undefined;
  };
  /** From it come the keys with which hubs sign what sensors say; made at the first start when not given. */
  readonly deviceWebhookSecret: string | undefined;
  /** The Home Assistant of this site; without address or token no real device is reached. */
  readonly homeAssistant: { readonly url: string; readonly token: string } | undefined;
  /** Another DynamoDB than the engine of this machine. */
  readonly tableEndpoint: string | undefined;
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', '::1', 'localhost']);

/**
 * The simulator writes as anybody, with a valid signature. So it is only there for who sits at this machine, and never
 * beside the real WhatsApp.
 */
export function hasSimulator({ host, whatsapp: { graphUrl } }: Pick<Settings, 'host' | 'whatsapp'>): boolean {
  return LOOPBACK.has(host) && (graphUrl === undefined || LOOPBACK.has(new URL(graphUrl).hostname));
}

/** A machine listens on these, and nobody can call them. */
const WILDCARDS = new Set(['0.0.0.0', '::', '[::]']);

/**
 * Where people reach the pages of the system at `url`: what the operator has said, else that address itself, unless it is
 * none that others can open. Undefined then: a link that leads nowhere is worse than none.
 */
export function publicUrlOf(
  settings: Pick<Settings, 'host' | 'publicUrl' | 'whatsapp'>,
  url: string,
): string | undefined {
  const { host, publicUrl } = settings;
  if (publicUrl !== undefined) return publicUrl;
  // Who has the simulator's telephones sits at this machine; who has real ones does not.
  const isOpen = LOOPBACK.has(host) ? hasSimulator(settings) : !WILDCARDS.has(host);
  return isOpen ? url : undefined;
}

/** The root of the project. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

function homeAssistantOf({ HOME_ASSISTANT_URL: url, HOME_ASSISTANT_TOKEN: token }: z.infer<typeof schema>) {
  return url === undefined || token === undefined ? undefined : { url: url.replace(/\/+$/, ''), token };
}

/** Throws EnvironmentError naming each variable that is wrong. */
export function readSettings(variables: NodeJS.ProcessEnv): Settings {
  const given = readEnvironment(schema, variables);
  return {
    port: given.PORT,
    host: given.HOST,
    publicUrl: given.BOS_PUBLIC_URL?.replace(/\/+$/, ''),
    dataDir: resolve(given.BOS_DATA_DIR ?? join(ROOT, '.bos')),
    demo: given.BOS_DEMO !== '0',
    demoLife: given.BOS_DEMO === '1',
    whatsapp: {
      appSecret: given.WHATSAPP_APP_SECRET,
      verifyToken: given.WHATSAPP_VERIFY_TOKEN,
      accessToken: given.WHATSAPP_ACCESS_TOKEN,
      graphUrl: given.WHATSAPP_GRAPH_URL,
    },
    deviceWebhookSecret: given.DEVICE_WEBHOOK_SECRET,
    homeAssistant: homeAssistantOf(given),
    tableEndpoint: given.AWS_ENDPOINT_URL_DYNAMODB,
  };
}
