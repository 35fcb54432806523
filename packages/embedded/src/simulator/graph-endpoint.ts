import { equalInConstantTime, sha256 } from '@bos/kernel/hash';
import type { IdSource } from '@bos/kernel/ids';
import { badParameter, badToken, badValue, GraphError, graphErrorResponse } from './graph-error.ts';
import { type GraphRequest, readGraphRequest } from './graph-message.ts';
import type { MessageStore } from './message-store.ts';
import type { Network } from './network.ts';
import type { PhoneBook, Subscriber } from './phone-book.ts';

export interface GraphEndpointDependencies {
  readonly ids: IdSource;
  readonly accessToken: string;
  readonly book: PhoneBook;
  readonly store: MessageStore;
  readonly network: Network;
}

const MESSAGES = /^\/simulator\/graph\/v\d+\.\d+\/([\w.-]+)\/messages$/;
const MEDIA = /^\/simulator\/graph\/v\d+\.\d+\/(\d+)$/;
const MEDIA_BYTES = /^\/simulator\/graph\/media\/(\d+)$/;

/** Answers as Meta's Graph API does, as far as a business that sends and reads messages sees it. */
export function createGraphEndpoint(
  deps: GraphEndpointDependencies,
): (request: Request, url: URL) => Promise<Response> {
  const { ids, book, store, network } = deps;
  const expected = Buffer.from(sha256(`Bearer ${deps.accessToken}`));

  function recipientOf(recipient: Extract<GraphRequest, { kind: 'message' }>['recipient']): Subscriber {
    const found = 'phone' in recipient ? book.findByPhone(recipient.phone) : book.findByUserId(recipient.userId);
    if (found === undefined) throw badValue('the recipient is not known');
    return found;
  }

  async function send(request: Request, phoneNumberId: string): Promise<Response> {
    const number = book.number(phoneNumberId);
    if (number === undefined) throw badParameter(`Object with ID '${phoneNumberId}' does not exist`);
    const asked = readGraphRequest(await readJson(request));
    if (asked.kind === 'read') {
      if (!network.readByBusiness(asked.messageId, asked.typing)) throw badValue('message_id is not known');
      return Response.json({ success: true });
    }
    const subscriber = recipientOf(asked.recipient);
    const id = network.fromBusiness(subscriber, number, asked.content, asked.callbackData);
    const name = 'phone' in asked.recipient ? { wa_id: subscriber.phone } : { user_id: subscriber.userId };
    return Response.json({
      messaging_product: 'whatsapp',
      contacts: [{ input: asked.input, ...name }],
      messages: [{ id }],
    });
  }

  function media(id: string, url: URL): Response {
    const picture = store.picture(id);
    if (picture === undefined) throw badParameter(`Object with ID '${id}' does not exist`);
    return Response.json({
      messaging_product: 'whatsapp',
      url: `${url.origin}/simulator/graph/media/${id}`,
      mime_type: picture.mimeType,
      sha256: sha256(picture.bytes),
      file_size: String(picture.bytes.byteLength),
      id,
    });
  }

  function mediaBytes(id: string): Response {
    const picture = store.picture(id);
    if (picture === undefined) return new Response(null, { status: 404 });
    return new Response(picture.bytes, { headers: { 'content-type': picture.mimeType } });
  }

  async function answer(request: Request, url: URL): Promise<Response> {
    const given = Buffer.from(sha256(request.headers.get('authorization') ?? ''));
    if (!equalInConstantTime(given, expected)) throw badToken();
    const phoneNumberId = MESSAGES.exec(url.pathname)?.[1];
    if (phoneNumberId !== undefined && request.method === 'POST') return send(request, phoneNumberId);
    const mediaId = MEDIA.exec(url.pathname)?.[1];
    if (mediaId !== undefined && request.method === 'GET') return media(mediaId, url);
    const bytesOf = MEDIA_BYTES.exec(url.pathname)?.[1];
    if (bytesOf !== undefined && request.method === 'GET') return mediaBytes(bytesOf);
    throw badParameter(`Unsupported ${request.method.toLowerCase()} request`);
  }

  return async (request, url) => {
    try {
      return await answer(request, url);
    } catch (error) {
      if (error instanceof GraphError) return graphErrorResponse(error, ids.next());
      throw error;
    }
  };
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    throw badParameter('the body is no JSON');
  }
}
