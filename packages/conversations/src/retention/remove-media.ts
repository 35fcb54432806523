import type { DocumentStorage } from '@bos/kernel/document-storage';
import type { StoredItem } from '@bos/table/stored-item';
import * as z from 'zod';
import { mediaKey } from '../media/media.ts';
import { messageEntity } from '../messages/message.ts';

const placeSchema = z.object({ buildingId: z.string(), conversationId: z.string(), messageId: z.string() });

/** Removes the file of a message, if it ever had one; other items have none. Idempotent. */
export async function removeMediaOf(
  documents: Pick<DocumentStorage, 'remove'>,
  { type, data }: StoredItem,
): Promise<void> {
  if (type === messageEntity.type && data.mediaState !== undefined) {
    await documents.remove(mediaKey(placeSchema.parse(data)));
  }
}
