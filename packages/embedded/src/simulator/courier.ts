import { signatureOf } from '@bos/http/signed-body';
import type { Log } from '@bos/kernel/log';
import type { Cancel, Timers } from '@bos/kernel/timers';

/** Brings signed bodies to the webhook. */
export interface Courier {
  /**
   * Posts the body and gives the HTTP status, 0 when nobody answered. What is not acknowledged with 200 is tried
   * again in the background, with the same bytes; `onAcknowledged` is called once when it went through.
   */
  deliver(body: object, onAcknowledged?: () => void): Promise<number>;
  close(): void;
}

/** Like Meta: at once, then less and less often. Meta gives up after 7 days, a simulator sooner. */
const RETRY_WAITS_MILLISECONDS = [1_000, 5_000, 30_000, 120_000, 600_000] as const;
const TIMEOUT_MILLISECONDS = 10_000;

export function createCourier(deps: {
  readonly url: () => string;
  readonly appSecret: string;
  readonly timers: Timers;
  readonly log: Log;
  readonly fetch: typeof globalThis.fetch;
}): Courier {
  const waiting = new Set<Cancel>();
  let closed = false;

  async function post(bytes: Buffer<ArrayBuffer>): Promise<number> {
    const signature = signatureOf(bytes, deps.appSecret);
    try {
      const response = await deps.fetch(deps.url(), {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
        body: bytes,
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      });
      await response.body?.cancel();
      return response.status;
    } catch {
      return 0;
    }
  }

  async function attempt(bytes: Buffer<ArrayBuffer>, tries: number, onAcknowledged: () => void): Promise<number> {
    const status = await post(bytes);
    if (closed) return status;
    if (status === 200) {
      onAcknowledged();
      return status;
    }
    const wait = RETRY_WAITS_MILLISECONDS[tries];
    deps.log.warn('simulator.webhook-refused', { status, attempt: tries + 1 });
    if (wait !== undefined) {
      const cancel = deps.timers.after(wait, () => {
        waiting.delete(cancel);
        void attempt(bytes, tries + 1, onAcknowledged);
      });
      waiting.add(cancel);
    }
    return status;
  }

  return {
    deliver: (body, onAcknowledged = () => {}) => attempt(Buffer.from(JSON.stringify(body)), 0, onAcknowledged),
    close() {
      closed = true;
      for (const cancel of waiting) cancel();
      waiting.clear();
    },
  };
}
