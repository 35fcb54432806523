import { createServer, type Server } from 'node:http';
import * as z from 'zod';

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
  readonly to: string;
  readonly text: string;
  readonly buttons: readonly { readonly id: string; readonly title: string }[];
  readonly callbackData: string | undefined;
  readonly phoneNumberId: string;
  readonly token: string | undefined;
  readonly at: number;
}

/** Stands where graph.facebook.com would, answers as it does, and remembers what it was sent. */
export interface GraphDouble {
  readonly url: string;
  readonly sent: readonly SentMessage[];
  /** Resolves with the first message to that address for which the test holds. */
  waitFor(to: string, holds?: (message: SentMessage) => boolean, patience?: number): Promise<SentMessage>;
  close(): Promise<void>;
}

/** `delay` milliseconds pass before each answer: the window in which a kill leaves an outcome unknown. */
export async function startGraphDouble({ delay = 0, port = 0 } = {}): Promise<GraphDouble> {
  const sent: SentMessage[] = [];
  let listeners: (() => void)[] = [];
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = sentSchema.parse(JSON.parse(Buffer.concat(chunks).toString()));
    const to = (body.to ?? body.recipient ?? '').replace('+', '');
    sent.push({
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
    const messages = [{ id: `wamid.double-${sent.length}` }];
    response.end(JSON.stringify({ messaging_product: 'whatsapp', contacts: [{ input: to, wa_id: to }], messages }));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    sent,
    waitFor(to, holds = () => true, patience = 10_000) {
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
