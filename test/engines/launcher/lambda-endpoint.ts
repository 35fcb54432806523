import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

/** A function of somebody: what it returns is the task's result, what it throws the task's error. */
export type Invoke = (functionName: string, payload: unknown) => Promise<unknown>;

/** Lambda's Invoke operation on 127.0.0.1. */
export interface LambdaEndpoint {
  readonly url: string;
  /** Lets the calls made with credentials of this role reach `invoke`. */
  serve(role: string, invoke: Invoke): void;
  /** Ends at once, calls in flight included. */
  close(): Promise<void>;
}

/** Starts it on a free port. Each state machine calls with its own role, so that many can share one endpoint. */
export async function startLambdaEndpoint(): Promise<LambdaEndpoint> {
  const served = new Map<string, Invoke>();
  const server = createServer((request, response) => {
    void answer(request, response, served).catch((error) => response.destroy(error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('the system named no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    serve: (role, invoke) => void served.set(role, invoke),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, served: ReadonlyMap<string, Invoke>) {
  const payload = await json(request);
  const role = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const named = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.url ?? '')?.[1] ?? '';
  // An ARN names its function last.
  const functionName = decodeURIComponent(named).split(':').at(-1) ?? '';
  const invoke = served.get(role);
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': 'engines' };
  if (invoke === undefined) {
    const error = { Type: 'User', Message: `Function not found: ${functionName} for ${role}` };
    response.writeHead(404, { ...headers, 'x-amzn-errortype': 'ResourceNotFoundException' });
    response.end(JSON.stringify(error));
    return;
  }
  try {
    const result = JSON.stringify(await invoke(functionName, payload));
    response.writeHead(200, headers).end(result ?? 'null');
  } catch (thrown) {
    const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
    response.writeHead(200, { ...headers, 'x-amz-function-error': 'Unhandled' });
    response.end(JSON.stringify({ errorType: name, errorMessage: message }));
  }
}
