import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { chosenTarget, type Target } from './target.ts';

const sentSchema = z.looseObject({
  to: z.string().optional(),
  recipient: z.string().optional(),
  type: z.string(),
  text: z.object({ body: z.string() }).optional(),
  interactive: z
    .looseObject({
      body: z.object({ text: z.string() }),
      action: z.looseObject({
        buttons: z.array(z.object({ reply: z.object({ id: z.string(), title: z.string() }) })).optional(),
      }),
    })
    .optional(),
  biz_opaque_callback_data: z.string().optional(),
});

/** One call that the system made to WhatsApp. */
export interface SentMessage {
  /** By which WhatsApp knows it. */
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly buttons: readonly { readonly id: string; readonly title: string }[];
  readonly callbackData: string | undefined;
  readonly phoneNumberId: string;
  readonly token: string | undefined;
  readonly at: number;
}

/** A file that somebody has sent, as WhatsApp keeps it. */
export interface SentFile {
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}

/** Stands where graph.facebook.com would, answers as it does, and remembers what it was sent. */
export interface GraphDouble {
  readonly url: string;
  readonly sent: readonly SentMessage[];
  /** The files that can be fetched, by their media id. */
  readonly media: Map<string, SentFile>;
  /** Resolves with the first message to that address for which the test holds. */
  waitFor(to: string, holds?: (message: SentMessage) => boolean, patience?: number): Promise<SentMessage>;
  close(): Promise<void>;
}

/** Each function of the cloud begins in a process of its own, and ten of them share the cores of one machine. */
const PATIENCE_MILLISECONDS: Record<Target, number> = { 'one-machine': 10_000, cloud: 60_000 };

/** `delay` milliseconds pass before each answer: the window in which a kill leaves an outcome unknown. */
export async function startGraphDouble({ delay = 0, port = 0 } = {}): Promise<GraphDouble> {
  const sent: SentMessage[] = [];
  const media = new Map<string, SentFile>();
  let listeners: (() => void)[] = [];
  const server: Server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      serveMedia(media, request, response);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = sentSchema.parse(JSON.parse(Buffer.concat(chunks).toString()));
    const to = (body.to ?? body.recipient ?? '').replace('+', '');
    const id = `wamid.double-${sent.length + 1}`;
    sent.push({
      id,
      to,
      text: body.text?.body ?? body.interactive?.body.text ?? '',
      buttons: body.interactive?.action.buttons?.map(({ reply }) => reply) ?? [],
      callbackData: body.biz_opaque_callback_data,
      phoneNumberId: request.url?.split('/').at(-2) ?? '',
      token: request.headers.authorization,
      at: performance.now(),
    });
    for (const listener of listeners) listener();
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ messaging_product: 'whatsapp', contacts: [{ input: to, wa_id: to }], messages: [{ id }] }),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    sent,
    media,
    waitFor(to, holds = () => true, patience = PATIENCE_MILLISECONDS[chosenTarget]) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const found = sent.find((message) => message.to === to && holds(message));
          if (!found) return;
          clearTimeout(timer);
          listeners = listeners.filter((listener) => listener !== look);
          resolve(found);
        };
        const timer = setTimeout(() => {
          listeners = listeners.filter((listener) => listener !== look);
          const heard = sent.filter((message) => message.to === to).map(({ text }) => text);
          reject(new Error(`nothing fitting was sent to ${to} within ${patience} ms; sent: ${JSON.stringify(heard)}`));
        }, patience);
        listeners.push(look);
        look();
      });
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** An id leads to an address, and that to the file. What WhatsApp does not know it answers with its error 100. */
function serveMedia(media: ReadonlyMap<string, SentFile>, request: IncomingMessage, response: ServerResponse): void {
  const [, folder = '', id = ''] = (request.url ?? '').split('/');
  const file = media.get(decodeURIComponent(id));
  if (file === undefined) {
    const error = { message: '(#100) Object does not exist', type: 'OAuthException', code: 100, fbtrace_id: 'double' };
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
    return;
  }
  const { mimeType, bytes } = file;
  if (folder === 'files') {
    response.writeHead(200, { 'content-type': mimeType, 'content-length': bytes.byteLength }).end(bytes);
    return;
  }
  const url = `http://${request.headers.host}/files/${encodeURIComponent(id)}`;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const answer = { messaging_product: 'whatsapp', url, mime_type: mimeType, sha256, file_size: bytes.byteLength, id };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}
