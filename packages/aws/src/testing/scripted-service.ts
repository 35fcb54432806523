import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';

/**
 * What a service of AWS answers here and no engine can be brought to say: a status and a body, nothing at all, a
 * connection that breaks, or an answer that begins and never ends.
 */
export type Answer = { readonly status?: number; readonly body: unknown } | 'silence' | 'reset' | 'half';

/** A service of AWS on a port of this machine that says what it is told to say, in turn. */
export interface ScriptedService {
  readonly url: string;
  /** The bodies of the requests so far. */
  readonly asked: readonly Record<string, unknown>[];
  /** What the next requests are answered; without any, a refusal that says so. */
  script(...answers: readonly Answer[]): void;
  close(): void;
}

export const refusal = (type: string, status = 400): Answer => ({ status, body: { __type: type, message: type } });

/** Starts it and points every client of AWS that is made from now on at it. */
export async function startScriptedService(): Promise<ScriptedService> {
  const asked: Record<string, unknown>[] = [];
  const answers: Answer[] = [];
  const server = createServer(async (request, response) => {
    asked.push(JSON.parse(await text(request)));
    const answer = answers.shift() ?? refusal('NothingScripted');
    if (answer === 'silence') return;
    if (answer === 'reset') {
      request.socket.destroy();
      return;
    }
    const type = { 'content-type': 'application/x-amz-json-1.1' };
    if (answer === 'half') {
      response.writeHead(200, { ...type, 'content-length': 100 });
      response.write('{');
      return;
    }
    response.writeHead(answer.status ?? 200, type);
    response.end(JSON.stringify(answer.body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('the system named no port');
  const url = `http://127.0.0.1:${address.port}`;
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  return {
    url,
    asked,
    script: (...more) => void answers.push(...more),
    close() {
      vi.unstubAllEnvs();
      server.closeAllConnections();
      server.close();
    },
  };
}
