import * as z from 'zod';
import { type SharedContact, sharedContactsOf } from './shared-contacts.ts';
import type { WebhookMessage } from './webhook-schema.ts';

/** What a message says, whatever kind it is. */
export interface MessageContent {
  /** What can be read: the text, a caption, a tapped title, a form's answers. */
  readonly text?: string;
  readonly media?: { readonly mediaId?: string; readonly mimeType?: string; readonly fileName?: string };
  readonly location?: { readonly latitude: number; readonly longitude: number };
  /** The button or list row that was tapped. */
  readonly selection?: { readonly id: string; readonly title: string };
  readonly contacts?: readonly SharedContact[];
  readonly contextMessageId?: string;
  readonly forwarded?: boolean;
}

const text = z.string().min(1).optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

const textSchema = z.looseObject({ body: text });
const mediaSchema = z.looseObject({ id: text, mime_type: text, filename: text, caption: text });
const locationSchema = z.looseObject({ latitude: z.number(), longitude: z.number(), name: text, address: text });
const buttonSchema = z.looseObject({ payload: text, text });
const reactionSchema = z.looseObject({ message_id: text });
const replySchema = z.looseObject({ id: z.string(), title: z.string().catch('') });
const formSchema = z.looseObject({ body: text, response_json: text });
const interactiveSchema = z.looseObject({
  button_reply: replySchema.optional().catch(undefined),
  list_reply: replySchema.optional().catch(undefined),
  nfm_reply: formSchema.optional().catch(undefined),
});
const orderSchema = z.looseObject({ text, product_items: z.array(z.unknown()).catch([]) });
const orderItemSchema = z.looseObject({ product_retailer_id: z.string(), quantity: z.number() });
const contextSchema = z.looseObject({ id: text, forwarded: flag, frequently_forwarded: flag });

type Reader = (payload: unknown) => MessageContent;

/** A reader that leaves out what does not have the expected shape. */
function reader<T>(schema: z.ZodType<T>, read: (payload: T) => MessageContent): Reader {
  return (payload) => {
    const parsed = schema.safeParse(payload);
    return parsed.success ? read(parsed.data) : {};
  };
}

function withText(value: string | undefined): MessageContent {
  return value === undefined || value === '' ? {} : { text: value };
}

const readMedia = reader(mediaSchema, ({ id, mime_type, filename, caption }) => ({
  ...withText(caption),
  media: {
    ...(id !== undefined && { mediaId: id }),
    ...(mime_type !== undefined && { mimeType: mime_type }),
    ...(filename !== undefined && { fileName: filename }),
  },
}));

/** One line an answer; the flow's own token is no answer of the person. */
function formText(json: string | undefined): string | undefined {
  try {
    const answers = z.record(z.string(), z.unknown()).parse(JSON.parse(json ?? ''));
    const lines = Object.entries(answers).filter(([name]) => name !== 'flow_token');
    return lines
      .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
      .join('\n');
  } catch {
    return undefined;
  }
}

const READERS: Readonly<Record<string, Reader>> = {
  text: reader(textSchema, ({ body }) => withText(body)),
  image: readMedia,
  video: readMedia,
  audio: readMedia,
  document: readMedia,
  sticker: readMedia,
  location: reader(locationSchema, ({ latitude, longitude, name, address }) => ({
    ...withText([name, address].filter((part) => part !== undefined).join(', ')),
    location: { latitude, longitude },
  })),
  contacts: (payload) => {
    const contacts = sharedContactsOf(payload);
    return { ...withText(contacts.map(({ name, phones }) => [name, ...phones].join(' ').trim()).join('\n')), contacts };
  },
  interactive: reader(interactiveSchema, ({ button_reply, list_reply, nfm_reply }) => {
    const reply = button_reply ?? list_reply;
    if (reply === undefined) return withText(formText(nfm_reply?.response_json) ?? nfm_reply?.body);
    return { ...withText(reply.title), selection: { id: reply.id, title: reply.title } };
  }),
  button: reader(buttonSchema, ({ payload, text: title = '' }) => ({
    ...withText(title),
    ...(payload !== undefined && { selection: { id: payload, title } }),
  })),
  reaction: reader(reactionSchema, ({ message_id }) =>
    message_id === undefined ? {} : { contextMessageId: message_id },
  ),
  order: reader(orderSchema, ({ text: note, product_items }) => {
    const items = product_items.flatMap((item) => {
      const parsed = orderItemSchema.safeParse(item);
      return parsed.success ? [`${parsed.data.quantity} × ${parsed.data.product_retailer_id}`] : [];
    });
    return withText([note, ...items].filter((line) => line !== undefined).join('\n'));
  }),
};

const readContext = reader(contextSchema, ({ id, forwarded, frequently_forwarded }) => ({
  ...(id !== undefined && { contextMessageId: id }),
  ...((forwarded || frequently_forwarded) && { forwarded: true }),
}));

/** Each kind has its object under its own name; a kind without a reader says nothing here. */
export function contentOf(message: WebhookMessage): MessageContent {
  const read = Object.hasOwn(READERS, message.type) ? READERS[message.type] : undefined;
  return { ...readContext(message.context), ...read?.(message[message.type]) };
}
