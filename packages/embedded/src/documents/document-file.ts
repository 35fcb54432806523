import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { type DocumentContent, type DocumentDescription, documentDamaged } from '@bos/kernel/document-storage';
import { sha256 } from '@bos/kernel/hash';
import * as z from 'zod';

/**
 * A document in one file, so that it is there whole or not at all: its bytes, then JSON that describes them, then the
 * length of the JSON in four bytes and four letters.
 */
const MARK = Buffer.from('BOSD');
const END_BYTES = 4 + MARK.length;

const trailerSchema = z.object({
  key: z.string(),
  contentType: z.string(),
  bytes: z.number().int().nonnegative(),
  sha256: z.string(),
});

/** Writes a new file, readable by its owner alone, and waits until it is on the disk. Throws DOCUMENT_DAMAGED. */
export async function writeDocumentFile(
  path: string,
  {
    key,
    contentType,
    content,
  }: { readonly key: string; readonly contentType: string; readonly content: DocumentContent },
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    const description =
      content instanceof Uint8Array
        ? await writeBytes(file, content)
        : await writeStream(file, content, () => documentDamaged(key));
    const trailer = Buffer.from(JSON.stringify({ key, contentType, ...description }));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(trailer.length);
    await file.writeFile(Buffer.concat([trailer, length, MARK]));
    await file.sync();
  } finally {
    await file.close();
  }
}

type Written = Pick<DocumentDescription, 'bytes' | 'sha256'>;

async function writeBytes(file: FileHandle, bytes: Uint8Array): Promise<Written> {
  await file.writeFile(bytes);
  return { bytes: bytes.byteLength, sha256: sha256(bytes) };
}

async function writeStream(
  file: FileHandle,
  announced: Exclude<DocumentContent, Uint8Array>,
  damaged: () => Error,
): Promise<Written> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of announced.stream) {
    bytes += chunk.byteLength;
    if (bytes > announced.bytes) throw damaged();
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  const digest = hash.digest('hex');
  if (bytes !== announced.bytes || digest !== announced.sha256) throw damaged();
  return { bytes, sha256: digest };
}

/** What the file says of itself. Throws on a file that is no document of ours. */
export async function describeFile(file: FileHandle): Promise<DocumentDescription> {
  const { size } = await file.stat();
  const end = await readAt(file, size - END_BYTES, END_BYTES);
  if (!end.subarray(4).equals(MARK)) throw new Error('A file of the documents has no end.');
  const length = end.readUInt32BE();
  const trailer = await readAt(file, size - END_BYTES - length, length);
  const { bytes, contentType, sha256: hash } = trailerSchema.parse(JSON.parse(trailer.toString('utf8')));
  return { bytes, contentType, sha256: hash };
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, Math.max(0, position));
  if (bytesRead !== length) throw new Error('A file of the documents is too short.');
  return buffer;
}

const CHUNK_BYTES = 64 * 1024;

/**
 * The document's bytes. The file is open only while somebody reads. Throws when it is gone, or is another one, since it
 * was described.
 */
export async function* contentOf(path: string, { bytes, sha256: hash }: Written): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  try {
    if ((await describeFile(file)).sha256 !== hash) throw new Error('The document was replaced.');
    for (let position = 0; position < bytes; position += CHUNK_BYTES) {
      yield await readAt(file, position, Math.min(CHUNK_BYTES, bytes - position));
    }
  } finally {
    await file.close();
  }
}
