import type { TransitionTable } from '@bos/kernel/transitions';
import * as z from 'zod';

/**
 * `pending` waits to be fetched; `stored` can be shown; `refused` is of a type or size that is not taken; `gone` cannot
 * be had from the provider any more; `failed` was tried as often as it makes sense.
 */
export const MEDIA_STATES = ['pending', 'stored', 'refused', 'gone', 'failed'] as const;
export type MediaState = (typeof MEDIA_STATES)[number];

export const MEDIA_TRANSITIONS: TransitionTable<MediaState> = {
  pending: ['stored', 'refused', 'gone', 'failed'],
  stored: [],
  refused: [],
  gone: [],
  failed: [],
};

/** A picture, a recording, a film or a file of a message. */
export const mediaSchema = z.object({
  /** The provider's id, which lives for seven days. */
  mediaId: z.string().optional(),
  /** As the provider told with the message; as it was stored, once it is. */
  mimeType: z.string().optional(),
  fileName: z.string().optional(),
  bytes: z.number().int().optional(),
  sha256: z.string().optional(),
});
export type Media = z.infer<typeof mediaSchema>;

/** Where the media of a message lies among the documents: told by its ids alone, so that it needs no note. */
export function mediaKey({
  buildingId,
  conversationId,
  messageId,
}: {
  readonly buildingId: string;
  readonly conversationId: string;
  readonly messageId: string;
}): string {
  return `${buildingId}/media/${conversationId}/${messageId}`;
}

/** What a received message with media says from the beginning: that it is to be fetched. */
export function receivedMedia(media: Media, at: Date) {
  if (media.mediaId === undefined) return { media };
  return { media, mediaState: 'pending', queuedAt: at.toISOString() } as const;
}
