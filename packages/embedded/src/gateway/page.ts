import type { IncomingMessage, ServerResponse } from 'node:http';

/** The request in the form of the web's own standard, for pages that are no functions. */
export function webRequest(request: IncomingMessage, body: Buffer): Request {
  const headers = new Headers();
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    headers.append(request.rawHeaders[i] ?? '', request.rawHeaders[i + 1] ?? '');
  }
  const { method = 'GET', url = '/' } = request;
  const host = request.headers.host ?? '';
  const base = `http://${/^[\w.:[\]-]+$/.test(host) ? host : 'localhost'}`;
  const hasBody = method !== 'GET' && method !== 'HEAD' && body.length > 0;
  return new Request(`${base}${url}`, { method, headers, ...(hasBody && { body: new Uint8Array(body) }) });
}

/**
 * Sends a response of the web's standard. Its body may go on for as long as it likes (server-sent events): it is
 * cancelled when the client leaves, and ended when `signal` aborts.
 */
export async function sendPage(
  response: ServerResponse,
  page: Response,
  moreHeaders: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  response.writeHead(page.status, [...Array.from(page.headers).flat(), ...moreHeaders]);
  if (page.body === null || response.req.method === 'HEAD') {
    response.end();
    return;
  }
  const reader = page.body.getReader();
  const cancel = (): void => void reader.cancel().catch(() => undefined);
  response.once('close', cancel);
  signal.addEventListener('abort', cancel);
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (!response.write(part.value)) await writable(response);
    }
    response.end();
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** Resolves when the client has read what was sent, or has left. */
function writable(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve();
    const end = (): void => {
      response.off('drain', end);
      response.off('close', end);
      resolve();
    };
    response.on('drain', end);
    response.on('close', end);
  });
}
