import { DomainError, invalid } from './errors.ts';

/** What can be said of a document without reading it. */
export interface DocumentDescription {
  readonly bytes: number;
  /** As it was given when the document was stored: `image/jpeg`. */
  readonly contentType: string;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

export interface StoredDocument extends DocumentDescription {
  /** To be read to its end or broken off: a file or a connection stays open until then. */
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * What is to be stored: bytes at hand, or a stream whose length and hash are known before. A stream that turns out to
 * be another one is refused as DOCUMENT_DAMAGED, and nothing is stored.
 */
export type DocumentContent =
  | Uint8Array
  | { readonly stream: AsyncIterable<Uint8Array>; readonly bytes: number; readonly sha256: string };

export interface DocumentToPut {
  readonly key: string;
  readonly contentType: string;
  readonly content: DocumentContent;
  /** Leaves a document alone that is there already. */
  readonly ifAbsent?: boolean;
}

export interface UploadRequest {
  readonly key: string;
  /** The only type that is taken, letter for letter. */
  readonly contentType: string;
  readonly minBytes: number;
  /** LARGEST_UPLOAD_BYTES at most. */
  readonly maxBytes: number;
  /** Seven days at most. */
  readonly expiresInSeconds: number;
}

/**
 * A form to be sent as `multipart/form-data` with POST: these fields, and after them the file as `file`. The storage
 * itself refuses another type, another size and a later time, with a status from 400 to 499.
 */
export interface SignedUpload {
  /** Absolute, or relative to the address of the API. */
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly expiresAt: Date;
}

export interface DownloadRequest {
  readonly key: string;
  /** Under which the browser saves it. */
  readonly fileName: string;
  /** Seven days at most. */
  readonly expiresInSeconds: number;
}

/** Whoever has the address can read this one document until then, and nothing else. */
export interface SignedDownload {
  /** Absolute, or relative to the address of the API. */
  readonly url: string;
  readonly expiresAt: Date;
}

/**
 * Files of the buildings, by key. Every method throws DOCUMENT_KEY_INVALID on a key that could lead anywhere else, and
 * a DomainError `unavailable` when the storage does not answer.
 */
export interface DocumentStorage {
  signUpload(request: UploadRequest): Promise<SignedUpload>;
  /** Says nothing about whether there is such a document: the address of one that is not there answers 404. */
  signDownload(request: DownloadRequest): Promise<SignedDownload>;
  /** `exists`: there was one already, and it was to be left alone. */
  put(document: DocumentToPut): Promise<'stored' | 'exists'>;
  read(key: string): Promise<StoredDocument | undefined>;
  describe(key: string): Promise<DocumentDescription | undefined>;
  /** Harmless when there is none. */
  remove(key: string): Promise<void>;
}

/** What a form may carry: the gateway of one machine takes 10 MB, as API Gateway does, and a form has more than its file. */
export const LARGEST_UPLOAD_BYTES = 9 * 1024 * 1024;

const LONGEST_KEY = 512;
/** `demo/media/01M8…/01M9…`: parts that begin with a letter or digit, so that none is `.` or `..`. */
const KEY = /^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)+$/;

/** Throws DOCUMENT_KEY_INVALID. */
export function checkDocumentKey(key: string): string {
  if (key.length > LONGEST_KEY || !KEY.test(key))
    throw invalid('DOCUMENT_KEY_INVALID', 'That is no key of a document.');
  return key;
}

const LONGEST_LIFE_SECONDS = 7 * 24 * 60 * 60;

/** Throws LINK_LIFETIME_INVALID: AWS signs for seven days at most. */
export function checkLifetime(seconds: number): number {
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST_LIFE_SECONDS) return seconds;
  throw invalid('LINK_LIFETIME_INVALID', `A link lives for 1 to ${LONGEST_LIFE_SECONDS} whole seconds.`);
}

/** Throws UPLOAD_LIMITS_INVALID when no file could fit, or one that not every storage takes. */
export function checkUploadLimits({ minBytes, maxBytes }: Pick<UploadRequest, 'minBytes' | 'maxBytes'>): void {
  if (minBytes >= 0 && minBytes <= maxBytes && maxBytes <= LARGEST_UPLOAD_BYTES) return;
  throw invalid('UPLOAD_LIMITS_INVALID', `From 0 to ${LARGEST_UPLOAD_BYTES} bytes.`);
}

export function documentDamaged(key: string): DomainError {
  return new DomainError('unavailable', 'DOCUMENT_DAMAGED', `What came for ${key} is not what was announced.`);
}
