import { attachmentHeader } from '@bos/kernel/attachment-header';
import type { Clock } from '@bos/kernel/clock';
import type { DocumentStorage } from '@bos/kernel/document-storage';
import { DOCUMENTS_PATH, type DocumentLinks, type Download } from './document-links.ts';

export interface DocumentsEndpointOptions {
  readonly storage: DocumentStorage;
  readonly links: DocumentLinks;
  readonly clock: Clock;
}

/** Whatever a document holds, the browser saves it or shows it as a picture: it is never a page of this site. */
const HARMLESS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};

const refused = (status: number, why: string): Response => new Response(why, { status, headers: HARMLESS });
const NOT_SIGNED = 'This address is not valid, or not any more.';

/** Serves what signed links allow: one document to read, one form to take. Undefined for every other path. */
export function createDocumentsEndpoint({
  storage,
  links,
  clock,
}: DocumentsEndpointOptions): (request: Request) => Promise<Response | undefined> {
  async function answerDownload({ key, fileName, expiresAt }: Download, withContent: boolean): Promise<Response> {
    const document = await storage.read(key);
    if (document === undefined) return refused(404, 'There is no such document.');
    const seconds = Math.floor((expiresAt.getTime() - clock.now().getTime()) / 1_000);
    const headers = {
      ...HARMLESS,
      'content-type': document.contentType,
      'content-length': String(document.bytes),
      'content-disposition': attachmentHeader(fileName),
      'cache-control': `private, max-age=${seconds}`,
      etag: `"${document.sha256}"`,
    };
    return new Response(withContent ? streamOf(document.content) : null, { headers });
  }

  async function takeUpload(request: Request): Promise<Response> {
    const form = await request.formData().catch(() => undefined);
    const [key, contentType, policy, signature] = ['key', 'Content-Type', 'policy', 'signature'].map((name) =>
      textOf(form?.get(name)),
    );
    const allowed = links.readUpload({ policy: policy ?? '', signature: signature ?? '' });
    if (allowed === undefined || key !== allowed.key || contentType !== allowed.contentType)
      return refused(403, NOT_SIGNED);
    const file = form?.get('file');
    if (!(file instanceof Blob)) return refused(400, 'The form has no file.');
    if (file.size < allowed.minBytes || file.size > allowed.maxBytes)
      return refused(400, `The file must have ${allowed.minBytes} to ${allowed.maxBytes} bytes.`);
    await storage.put({ key, contentType, content: await file.bytes() });
    return new Response(null, { status: 204, headers: HARMLESS });
  }

  return async (request) => {
    const url = new URL(request.url);
    if (url.pathname !== DOCUMENTS_PATH && !url.pathname.startsWith(`${DOCUMENTS_PATH}/`)) return undefined;
    if (url.pathname === DOCUMENTS_PATH) {
      return request.method === 'POST' ? takeUpload(request) : refused(405, 'A form is sent with POST.');
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return refused(405, 'A document is read with GET.');
    const download = links.readDownload(url);
    return download === undefined ? refused(403, NOT_SIGNED) : answerDownload(download, request.method === 'GET');
  };
}

function textOf(value: FormDataEntryValue | null | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Reads on only as the client takes it, and closes the file when the client leaves. */
function streamOf(content: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const parts = content[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await parts.return?.()),
  });
}
