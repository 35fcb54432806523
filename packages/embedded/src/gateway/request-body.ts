import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** API Gateway's limit for a request. */
export const LARGEST_BODY_BYTES = 10 * 1024 * 1024;

const NOTHING = Buffer.alloc(0);

/** More than LARGEST_BODY_BYTES were sent or announced. */
export class BodyTooLargeError extends Error {
  constructor() {
    super('the request body is too large');
    this.name = 'BodyTooLargeError';
  }
}

/** The whole body. Rejects with BodyTooLargeError (the rest is read and dropped), or when the client goes away. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  const { 'content-length': announced, 'transfer-encoding': chunked } = request.headers;
  if (announced === undefined && chunked === undefined) return Promise.resolve(NOTHING);
  if (Number(announced) > LARGEST_BODY_BYTES) return refuse(request);
  if (request.destroyed) return Promise.reject(new Error('the client left'));
  return new Promise((resolve, reject) => {
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > LARGEST_BODY_BYTES) {
        request.removeAllListeners('data');
        refuse(request).catch(reject);
      } else if (first === undefined) first = chunk;
      else if (more === undefined) more = [first, chunk];
      else more.push(chunk);
    });
    request.once('end', () => resolve(more === undefined ? (first ?? NOTHING) : Buffer.concat(more, bytes)));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the client left')));
  });
}

function refuse(request: IncomingMessage): Promise<never> {
  request.resume();
  return Promise.reject(new BodyTooLargeError());
}

const TEXT = /^(?:text\/|application\/(?:json|javascript|xml|[^;\s]+\+(?:json|xml))\s*(?:;|$))/i;

/**
 * The body as an event carries it: text for textual media types, base64 for all others, as API Gateway decides.
 * Bytes that are no UTF-8 go in base64 whatever they claim to be: a signature over them must still hold.
 */
export function eventBody(bytes: Buffer, contentType: string | undefined): { body: string; isBase64Encoded: boolean } {
  const textual = contentType !== undefined && TEXT.test(contentType) && isUtf8(bytes);
  return { body: bytes.toString(textual ? 'utf8' : 'base64'), isBase64Encoded: !textual };
}
