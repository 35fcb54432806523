import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { BodyTooLargeError, readBody } from '@bos/embedded/gateway/request-body';
import { FunctionNotFoundError } from '@bos/embedded/runtime/invoke';
import type { IdSource } from '@bos/kernel/ids';
import { functionArn, nameIn } from './deployed-names.ts';
import type { InvocationResult } from './invocation-result.ts';

export interface InvokeEndpointOptions {
  readonly invoke: (name: string, payload: unknown) => Promise<InvocationResult>;
  readonly region: string;
  readonly ids: IdSource;
}

export interface InvokeEndpoint {
  readonly url: string;
  /** Ends at once, calls in flight included. */
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const OPERATION = /^\/2015-03-31\/functions\/([^/?]+)\/invocations(?:\?.*)?$/;

/** An error of the service itself, not of a function. */
function refusal(status: number, type: string, message: string): Reply {
  // Lambda writes the message of this one, and of no other, with a capital.
  const key = type === 'ResourceNotFoundException' ? 'Message' : 'message';
  return { status, headers: { 'x-amzn-errortype': type }, body: JSON.stringify({ Type: 'User', [key]: message }) };
}

/** Serves Lambda's Invoke operation on a free port of 127.0.0.1. Signatures are not looked at. */
export async function startInvokeEndpoint({ invoke, region, ids }: InvokeEndpointOptions): Promise<InvokeEndpoint> {
  async function answer(request: IncomingMessage): Promise<Reply> {
    const reference = decodeURIComponent(OPERATION.exec(request.url ?? '')?.[1] ?? '');
    if (request.method !== 'POST' || reference === '') {
      return refusal(404, 'UnknownOperationException', 'Only Invoke is served.');
    }
    const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
    if (type !== 'RequestResponse') {
      return refusal(400, 'InvalidParameterValueException', `Invocations of type ${type} are not served.`);
    }
    const body = (await readBody(request)).toString('utf8');
    let event: unknown;
    try {
      event = body === '' ? {} : JSON.parse(body);
    } catch (error) {
      return refusal(400, 'InvalidRequestContentException', `Could not parse request body into json: ${error}`);
    }
    const result = await invoke(reference, event);
    const headers = { 'x-amzn-requestid': result.requestId, 'x-amz-executed-version': '$LATEST' };
    if (result.status === 'succeeded') return { status: 200, headers, body: result.payload };
    return {
      status: 200,
      headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
      body: JSON.stringify(result.error),
    };
  }

  function refusalOf(error: unknown, request: IncomingMessage): Reply {
    if (error instanceof FunctionNotFoundError) {
      const reference = decodeURIComponent(OPERATION.exec(request.url ?? '')?.[1] ?? '');
      return refusal(404, 'ResourceNotFoundException', `Function not found: ${functionArn(region, nameIn(reference))}`);
    }
    const tooLarge = error instanceof BodyTooLargeError || (error instanceof Error && error.name === TOO_LARGE);
    if (tooLarge) return refusal(413, TOO_LARGE, error.message);
    return refusal(500, 'ServiceException', String(error));
  }

  const server = createServer((request, response) => {
    void answer(request)
      .catch((error: unknown) => refusalOf(error, request))
      .then(({ status, headers, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-requestid': ids.next(), ...headers });
        response.end(body);
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('the system named no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const TOO_LARGE = 'RequestTooLargeException';
