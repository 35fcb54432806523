import type { DocumentStorage, SignedDownload } from '@bos/kernel/document-storage';
import type { Message } from '../messages/message.ts';
import { mediaKey } from './media.ts';
import { mediaFileName } from './media-types.ts';

/** Long enough to load what a page shows, too short to be handed on. */
const LIFE_SECONDS = 300;

/** Where the file of a message can be loaded for five minutes; undefined when there is none. */
export async function signMedia(documents: DocumentStorage, message: Message): Promise<SignedDownload | undefined> {
  if (message.mediaState !== 'stored') return undefined;
  const { fileName, mimeType } = message.media ?? {};
  return documents.signDownload({
    key: mediaKey(message),
    fileName: fileName ?? mediaFileName(message.kind, message.sentAt, mimeType),
    expiresInSeconds: LIFE_SECONDS,
  });
}
