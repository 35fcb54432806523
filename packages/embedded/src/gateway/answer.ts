import * as z from 'zod';

/** What goes back to the client. `headers` is flat: name, value, name, value. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string | Buffer;
}

/** Lambda's limit for what a function returns. */
const LARGEST_RESULT_BYTES = 6 * 1024 * 1024;

const JSON_TYPE = ['content-type', 'application/json'];

/** An answer of the gateway itself, in API Gateway's words. */
export function message(status: number, text: string, headers: readonly string[] = []): Answer {
  return { status, headers: [...JSON_TYPE, ...headers], body: JSON.stringify({ message: text }) };
}

const structuredSchema = z.object({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
  cookies: z.array(z.string()).optional(),
});

/**
 * Reads what a function returned, by the rules of payload format 2.0: with a `statusCode` it is an answer, anything
 * else is the body of a 200, text as it is and other values as JSON. Throws ZodError on a malformed answer and
 * RangeError on one of more than 6 MB.
 */
export function answerOf(result: unknown): Answer {
  if (result === null || typeof result !== 'object' || !('statusCode' in result)) {
    return limited({ status: 200, headers: JSON_TYPE, body: typeof result === 'string' ? result : textOf(result) });
  }
  const { statusCode, headers = {}, body = '', isBase64Encoded, cookies = [] } = structuredSchema.parse(result);
  const flat: string[] = [];
  let typed = false;
  for (const name in headers) {
    typed ||= name.toLowerCase() === 'content-type';
    flat.push(name.toLowerCase(), String(headers[name]));
  }
  if (!typed && body !== '') flat.push('content-type', 'text/plain;charset=UTF-8');
  for (const cookie of cookies) flat.push('set-cookie', cookie);
  return limited({ status: statusCode, headers: flat, body: isBase64Encoded ? Buffer.from(body, 'base64') : body });
}

function textOf(result: unknown): string {
  return JSON.stringify(result ?? null);
}

function limited(answer: Answer): Answer {
  if (answer.body.length > LARGEST_RESULT_BYTES / 4 && Buffer.byteLength(answer.body) > LARGEST_RESULT_BYTES) {
    throw new RangeError('the function returned more than 6 MB');
  }
  return answer;
}
