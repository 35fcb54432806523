import * as z from 'zod';
import { GRAPH_CONTENT } from './graph-content.ts';
import { badParameter } from './graph-error.ts';
import type { MessageContent } from './phone-message.ts';

/** What `POST …/messages` asks for. */
export type GraphRequest =
  | {
      readonly kind: 'message';
      readonly recipient: { readonly phone: string } | { readonly userId: string };
      /** As it was given, for the answer. */
      readonly input: string;
      readonly content: MessageContent;
      readonly callbackData?: string;
    }
  | { readonly kind: 'read'; readonly messageId: string; readonly typing: boolean };

const text = z.string().min(1).optional();
const requestSchema = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  to: text,
  recipient: text,
  type: z.string().default('text'),
  status: z.string().optional(),
  message_id: text,
  typing_indicator: z.looseObject({}).optional(),
  context: z.looseObject({ message_id: z.string() }).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
});

/** Reads the JSON of a call. Throws GraphError with the code that WhatsApp gives: 100 or 131009. */
export function readGraphRequest(json: unknown): GraphRequest {
  const parsed = requestSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badParameter(`${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not valid'}`);
  }
  const request = parsed.data;
  if (request.status !== undefined) return readReceipt(request);
  const { to, recipient, type } = request;
  const content = Object.hasOwn(GRAPH_CONTENT, type) ? GRAPH_CONTENT[type] : undefined;
  if (content === undefined) throw badParameter(`type ${type} is not known here`);
  const callbackData = request.biz_opaque_callback_data;
  const common = {
    kind: 'message' as const,
    content: { ...content(request[type]), ...(request.context && { contextId: request.context.message_id }) },
    ...(callbackData !== undefined && { callbackData }),
  };
  // With both, the telephone wins.
  if (to !== undefined) return { ...common, recipient: { phone: to }, input: to };
  if (recipient !== undefined) return { ...common, recipient: { userId: recipient }, input: recipient };
  throw badParameter('to or recipient is required');
}

function readReceipt(request: z.infer<typeof requestSchema>): GraphRequest {
  if (request.status !== 'read') throw badParameter('status: only read');
  if (request.message_id === undefined) throw badParameter('message_id is required');
  return { kind: 'read', messageId: request.message_id, typing: request.typing_indicator !== undefined };
}
