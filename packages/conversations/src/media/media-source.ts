import type { Remedy } from '../whatsapp/error-codes.ts';

/** A file at the provider. */
export interface MediaAtProvider {
  readonly mimeType: string;
  readonly bytes: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  /** Begins to read it. Its address lives for minutes only. */
  open(): Promise<MediaStream>;
}

/** `absent`: the provider does not have it, or not any more. `unavailable`: to be asked again later. */
export type NotToBeHad =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unavailable'; readonly code: string; readonly remedy: Remedy };

export type MediaLookup = { readonly kind: 'found'; readonly media: MediaAtProvider } | NotToBeHad;
export type MediaStream = { readonly kind: 'opened'; readonly stream: AsyncIterable<Uint8Array> } | NotToBeHad;

/** Where the files of messages are fetched. */
export interface MediaSource {
  find(mediaId: string): Promise<MediaLookup>;
}
