import type { Cancel, Timers } from '@bos/kernel/timers';
import type { PhoneMessage } from './phone-message.ts';

/** What an open page is told. A message is sent again whenever its tick moves. */
export type PhoneEvent =
  | { readonly type: 'history'; readonly data: readonly PhoneMessage[] }
  | { readonly type: 'message'; readonly data: PhoneMessage }
  | { readonly type: 'typing'; readonly data: { readonly phone: string } };

export interface EventHub {
  publish(phone: string, event: PhoneEvent): void;
  /** A stream of server-sent events that begins with `history`, then all events of these telephones. */
  open(phones: readonly string[], history: readonly PhoneMessage[]): Response;
  /** Ends all streams. */
  close(): void;
}

/** Intermediaries, and browsers, give up on a stream that says nothing. */
const KEEP_ALIVE_MILLISECONDS = 15_000;

interface Listener {
  readonly phones: ReadonlySet<string>;
  send(event: PhoneEvent): void;
  /** Nobody reads any more. */
  forget(): void;
  /** Nothing more will come. */
  end(): void;
}

export function createEventHub(timers: Timers): EventHub {
  const listeners = new Set<Listener>();
  const encoder = new TextEncoder();

  function listen(
    controller: ReadableStreamDefaultController<Uint8Array>,
    phones: readonly string[],
    history: readonly PhoneMessage[],
  ): Listener {
    let cancel: Cancel = () => {};
    const write = (text: string) => controller.enqueue(encoder.encode(text));
    const keepAlive = (): void => {
      cancel = timers.after(KEEP_ALIVE_MILLISECONDS, () => {
        write(': still here\n\n');
        keepAlive();
      });
    };
    const listener: Listener = {
      phones: new Set(phones),
      send: ({ type, data }) => write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`),
      forget() {
        cancel();
        listeners.delete(listener);
      },
      end() {
        listener.forget();
        controller.close();
      },
    };
    // A page that lost the connection comes back soon and gets the whole history.
    write('retry: 1000\n\n');
    listener.send({ type: 'history', data: history });
    keepAlive();
    listeners.add(listener);
    return listener;
  }

  return {
    publish(phone, event) {
      for (const listener of listeners) if (listener.phones.has(phone)) listener.send(event);
    },
    open(phones, history) {
      let listener: Listener | undefined;
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          listener = listen(controller, phones, history);
        },
        cancel: () => listener?.forget(),
      });
      const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };
      return new Response(body, { headers });
    },
    close() {
      for (const listener of [...listeners]) listener.end();
    },
  };
}
