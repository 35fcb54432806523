import { sha256 } from '@bos/kernel/hash';
import type { IdSource } from '@bos/kernel/ids';
import * as z from 'zod';
import type { MessageStore } from './message-store.ts';
import type { Subscriber } from './phone-book.ts';
import type { MessageContent, SendCommand } from './phone-message.ts';
import { Refused } from './refused.ts';
import type { Utterance } from './webhook-body.ts';

/** WhatsApp takes images of up to 5 MB. */
const LARGEST_PICTURE_BYTES = 5 * 1024 * 1024;

/** What `POST /simulator/api/send` takes: exactly one of the three. */
export const sendSchema: z.ZodType<SendCommand> = z
  .strictObject({
    from: z.string().min(1).max(64),
    text: z.string().min(1).max(16_384).exactOptional(),
    selection: z.strictObject({ messageId: z.string(), buttonId: z.string() }).exactOptional(),
    image: z
      .strictObject({
        caption: z.string().max(1024).exactOptional(),
        mimeType: z.enum(['image/jpeg', 'image/png']),
        base64: z.base64().min(4),
      })
      .exactOptional(),
  })
  .refine(
    ({ text, selection, image }) => [text, selection, image].filter((part) => part !== undefined).length === 1,
    'one of text, selection and image',
  );

/** What a person says by a command: for the webhook, and for the telephone. Throws Refused. */
export type Speech = (subscriber: Subscriber, command: SendCommand) => readonly [Utterance, MessageContent];

export function createSpeech({ ids, store }: { readonly ids: IdSource; readonly store: MessageStore }): Speech {
  function tapped(
    { phone }: Subscriber,
    { messageId, buttonId }: { readonly messageId: string; readonly buttonId: string },
  ): [Utterance, MessageContent] {
    const message = store.get(messageId);
    const button = message?.phone === phone ? message.buttons?.find(({ id }) => id === buttonId) : undefined;
    if (button === undefined) throw new Refused(400, 'selection: that message has no such button');
    return [
      { type: message?.list ? 'list_reply' : 'button_reply', button, contextId: messageId },
      { kind: 'selection', text: button.title, contextId: messageId },
    ];
  }

  function pictured(image: NonNullable<SendCommand['image']>): [Utterance, MessageContent] {
    const bytes = new Uint8Array(Buffer.from(image.base64, 'base64'));
    if (bytes.byteLength > LARGEST_PICTURE_BYTES) throw new Refused(413, 'image: at most 5 MB');
    const mediaId = BigInt(`0x${sha256(ids.next()).slice(0, 13)}`).toString();
    const { mimeType, caption } = image;
    store.addPicture(mediaId, { mimeType, bytes });
    return [
      { type: 'image', mimeType, mediaId, bytes, ...(caption !== undefined && { caption }) },
      { kind: 'image', text: caption ?? '', pictureId: mediaId },
    ];
  }

  return (subscriber, { text, selection, image }) => {
    if (selection !== undefined) return tapped(subscriber, selection);
    if (image !== undefined) return pictured(image);
    if (text === undefined) throw new Refused(400, 'nothing to send');
    return [
      { type: 'text', text },
      { kind: 'text', text },
    ];
  };
}
