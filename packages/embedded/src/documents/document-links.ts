import type { Clock } from '@bos/kernel/clock';
import type { DownloadRequest, SignedUpload, UploadRequest } from '@bos/kernel/document-storage';
import { equalInConstantTime, hmacSha256 } from '@bos/kernel/hash';
import * as z from 'zod';

/** Under this path one machine serves its documents. */
export const DOCUMENTS_PATH = '/documents';

const policySchema = z.object({
  key: z.string(),
  contentType: z.string(),
  minBytes: z.number(),
  maxBytes: z.number(),
  /** Milliseconds since the epoch. */
  expires: z.number(),
});
export type UploadPolicy = z.infer<typeof policySchema>;

export interface Download {
  readonly key: string;
  readonly fileName: string;
  readonly expiresAt: Date;
}

/** What only who holds the secret can write: permissions to read one document or to bring one. */
export interface DocumentLinks {
  download(request: DownloadRequest): { readonly url: string; readonly expiresAt: Date };
  /** Undefined when the address was not written here, was changed, or is too old. */
  readDownload(url: URL): Download | undefined;
  upload(request: UploadRequest): SignedUpload;
  /** Undefined like `readDownload`. */
  readUpload(fields: { readonly policy: string; readonly signature: string }): UploadPolicy | undefined;
}

export function createDocumentLinks({
  secret,
  clock,
}: {
  readonly secret: Uint8Array;
  readonly clock: Clock;
}): DocumentLinks {
  // The first part keeps a signature for reading from being one for writing.
  const sign = (...parts: readonly string[]): string => hmacSha256(secret, JSON.stringify(parts)).toString('base64url');
  const isSigned = (signature: string, ...parts: readonly string[]): boolean =>
    equalInConstantTime(Buffer.from(signature), Buffer.from(sign(...parts)));
  const expiry = (seconds: number): Date => new Date(clock.now().getTime() + seconds * 1_000);
  const isOver = (milliseconds: number): boolean => !(clock.now().getTime() < milliseconds);

  return {
    download({ key, fileName, expiresInSeconds }) {
      const expiresAt = expiry(expiresInSeconds);
      const expires = String(expiresAt.getTime());
      const query = new URLSearchParams({ name: fileName, expires, signature: sign('read', key, fileName, expires) });
      return { url: `${DOCUMENTS_PATH}/${key}?${query}`, expiresAt };
    },
    readDownload({ pathname, searchParams }) {
      const key = pathname.slice(DOCUMENTS_PATH.length + 1);
      const [fileName, expires, signature] = ['name', 'expires', 'signature'].map(
        (name) => searchParams.get(name) ?? '',
      );
      if (fileName === undefined || expires === undefined || signature === undefined) return undefined;
      if (!isSigned(signature, 'read', key, fileName, expires) || isOver(Number(expires))) return undefined;
      return { key, fileName, expiresAt: new Date(Number(expires)) };
    },
    upload({ key, contentType, minBytes, maxBytes, expiresInSeconds }) {
      const expiresAt = expiry(expiresInSeconds);
      const policy: UploadPolicy = { key, contentType, minBytes, maxBytes, expires: expiresAt.getTime() };
      const encoded = Buffer.from(JSON.stringify(policy)).toString('base64url');
      const fields = { key, 'Content-Type': contentType, policy: encoded, signature: sign('write', encoded) };
      return { url: DOCUMENTS_PATH, fields, expiresAt };
    },
    readUpload({ policy, signature }) {
      if (!isSigned(signature, 'write', policy)) return undefined;
      const given = policySchema.parse(JSON.parse(Buffer.from(policy, 'base64url').toString('utf8')));
      return isOver(given.expires) ? undefined : given;
    },
  };
}
