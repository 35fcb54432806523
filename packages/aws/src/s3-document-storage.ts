import type { S3Client } from '@aws-sdk/client-s3';
import { attachmentHeader } from '@bos/kernel/attachment-header';
import type { Clock } from '@bos/kernel/clock';
import {
  checkDocumentKey,
  checkLifetime,
  checkUploadLimits,
  type DocumentDescription,
  type DocumentStorage,
  type DocumentToPut,
  documentDamaged,
} from '@bos/kernel/document-storage';
import { DomainError } from '@bos/kernel/errors';
import { clientSettings } from './client-settings.ts';
import { bodyOf, bodyToPut, hashOf } from './s3-body.ts';

export interface S3StorageOptions {
  /** Asked at the first use. */
  readonly bucket: () => string;
  readonly clock: Clock;
}

/** A hundred megabytes take their time. */
const LONGEST_CALL_MILLISECONDS = 60_000;

const nothing = (): void => {};
/** The SDK warns of every stream that was refused; whoever called is told by the error. */
const QUIET = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Documents in a bucket, which encrypts them by itself. The client is loaded at the first use. */
export function createS3DocumentStorage({ bucket, clock }: S3StorageOptions): DocumentStorage {
  let client: S3Client | undefined;

  async function load() {
    const library = await import('@aws-sdk/client-s3');
    client ??= new library.S3Client({
      ...clientSettings({ answerMilliseconds: LONGEST_CALL_MILLISECONDS }),
      logger: QUIET,
      // A checksum that the SDK adds by itself would be part of what is signed, and no browser sends it.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    return { ...library, s3: client };
  }

  const at = (key: string) => ({ Bucket: bucket(), Key: checkDocumentKey(key) });
  const after = (seconds: number): Date => new Date(clock.now().getTime() + seconds * 1_000);

  async function put({ key, contentType, content, ifAbsent = false }: DocumentToPut): Promise<'stored'> {
    const target = at(key);
    const { s3, PutObjectCommand } = await load();
    const { body, signal, bytes, hash } = bodyToPut(content, key);
    const command = new PutObjectCommand({
      ...target,
      Body: body,
      ContentLength: bytes,
      ContentType: contentType,
      // S3 holds what it receives against this, and stores nothing else.
      ChecksumSHA256: Buffer.from(hash, 'hex').toString('base64'),
      ...(ifAbsent && { IfNoneMatch: '*' }),
    });
    try {
      await s3.send(command, { ...(signal && { abortSignal: signal }) });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
    return 'stored';
  }

  async function describe(key: string): Promise<DocumentDescription & { readonly etag: string | undefined }> {
    const target = at(key);
    const { s3, HeadObjectCommand, GetObjectCommand } = await load();
    const head = await s3.send(new HeadObjectCommand({ ...target, ChecksumMode: 'ENABLED' }));
    const { ContentLength: bytes = 0, ContentType: contentType = 'application/octet-stream', ETag: etag } = head;
    if (head.ChecksumSHA256 !== undefined) {
      return { bytes, contentType, etag, sha256: Buffer.from(head.ChecksumSHA256, 'base64').toString('hex') };
    }
    // Of what came by a form S3 has no such checksum: it is read once more for it.
    const { Body } = await s3.send(new GetObjectCommand({ ...target, IfMatch: etag }));
    return { bytes, contentType, etag, sha256: await hashOf(bodyOf(Body)) };
  }

  return {
    async signUpload({ key, contentType, minBytes, maxBytes, expiresInSeconds }) {
      const { Bucket, Key } = at(key);
      const Expires = checkLifetime(expiresInSeconds);
      checkUploadLimits({ minBytes, maxBytes });
      const [{ createPresignedPost }, { s3 }] = await Promise.all([import('@aws-sdk/s3-presigned-post'), load()]);
      const form = await createPresignedPost(s3, {
        Bucket,
        Key,
        Expires,
        // Each field becomes a condition: S3 takes these values and no others.
        Fields: { 'Content-Type': contentType, success_action_status: '204' },
        Conditions: [['content-length-range', minBytes, maxBytes]],
      });
      return { ...form, expiresAt: after(Expires) };
    },

    async signDownload({ key, fileName, expiresInSeconds }) {
      const target = at(key);
      const expiresIn = checkLifetime(expiresInSeconds);
      const [{ getSignedUrl }, { s3, GetObjectCommand }] = await Promise.all([
        import('@aws-sdk/s3-request-presigner'),
        load(),
      ]);
      const command = new GetObjectCommand({ ...target, ResponseContentDisposition: attachmentHeader(fileName) });
      return { url: await getSignedUrl(s3, command, { expiresIn }), expiresAt: after(expiresIn) };
    },

    put: (document) => translated(put(document), document.key, { PreconditionFailed: 'exists' }),

    read: (key) =>
      translated(
        describe(key).then(async ({ etag, ...description }) => {
          const { s3, GetObjectCommand } = await load();
          const { Body } = await s3.send(new GetObjectCommand({ ...at(key), IfMatch: etag }));
          return { ...description, content: bodyOf(Body) };
        }),
        key,
        ABSENT,
      ),

    describe: (key) =>
      translated(
        describe(key).then(({ etag: _etag, ...description }) => description),
        key,
        ABSENT,
      ),

    async remove(key) {
      const target = at(key);
      const { s3, DeleteObjectCommand } = await load();
      await translated(s3.send(new DeleteObjectCommand(target)), key, {});
    },
  };
}

/** HEAD has no body to name an error in. */
const ABSENT = { NoSuchKey: undefined, NotFound: undefined };

const DAMAGED = new Set(['BadDigest', 'IncompleteBody', 'InvalidDigest', 'XAmzContentChecksumMismatch']);

/** S3's refusals in the words of the port: `expected` says which of them are answers. */
async function translated<T, E>(call: Promise<T>, key: string, expected: Readonly<Record<string, E>>): Promise<T | E> {
  try {
    return await call;
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    const name = cause instanceof Error ? cause.name : '';
    const answer = Object.entries(expected).find(([refusal]) => refusal === name);
    if (answer !== undefined) return answer[1];
    if (DAMAGED.has(name)) throw documentDamaged(key);
    throw new DomainError('unavailable', 'DOCUMENTS_UNAVAILABLE', `The bucket refused: ${name}.`, { cause });
  }
}
