import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type DocumentContent, documentDamaged } from '@bos/kernel/document-storage';
import { sha256 } from '@bos/kernel/hash';

export interface BodyToPut {
  readonly body: Readable | Uint8Array;
  readonly bytes: number;
  /** SHA-256, 64 hexadecimal digits. */
  readonly hash: string;
  /** Aborts when a stream breaks off: by itself the client would wait for bytes that never come. */
  readonly signal?: AbortSignal;
}

/** Content as the body of a request. A stream that is shorter or longer than announced breaks off as DOCUMENT_DAMAGED. */
export function bodyToPut(content: DocumentContent, key: string): BodyToPut {
  if (content instanceof Uint8Array) return { body: content, bytes: content.byteLength, hash: sha256(content) };
  const stop = new AbortController();
  const body = Readable.from(exactly(content, key, stop));
  // Told by the signal.
  body.on('error', () => {});
  return { body, bytes: content.bytes, hash: content.sha256, signal: stop.signal };
}

/** Each part is held until the next one is known: S3 must not have the whole before the end is right. */
async function* exactly(
  { stream, bytes }: Exclude<DocumentContent, Uint8Array>,
  key: string,
  stop: AbortController,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  let held: Uint8Array | undefined;
  try {
    for await (const part of stream) {
      read += part.byteLength;
      if (read > bytes) throw documentDamaged(key);
      if (held !== undefined) yield held;
      held = part;
    }
    if (read < bytes) throw documentDamaged(key);
  } catch (error) {
    stop.abort(error);
    throw error;
  }
  if (held !== undefined) yield held;
}

/** What S3 answers with, as the client gives it under Node. */
export function bodyOf(body: unknown): Readable {
  if (body instanceof Readable) return body;
  throw new TypeError('S3 gave a document without a body.');
}

export async function hashOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of content) hash.update(part);
  return hash.digest('hex');
}
