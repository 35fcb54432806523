import { once } from 'node:events';
import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import { buffer, json } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { engineConnection } from '@bos/embedded/engine/connection';
import { createOldIndexes } from './old-indexes.ts';
import { changesOf, halved, indexedTable, itemsOf } from './table-requests.ts';
import { CLEAR, type Fault, type WeatherPlan } from './weather-plan.ts';

/** A DynamoDB endpoint in front of another one, with weather between the two. */
export interface TableProxy {
  /** For `AWS_ENDPOINT_URL_DYNAMODB`. */
  readonly url: string;
  /** How often each fault has befallen a request, and how often an index was asked that lagged behind. */
  readonly befallen: ReadonlyMap<Fault | 'old-index', number>;
  /** Other weather from now on. */
  change(plan: WeatherPlan): void;
  /** Resolves when the indexes know of all writes so far. */
  caughtUp(): Promise<void>;
  /** Leaves the indexes as old as they are: the table is about to go. */
  letGo(): void;
  close(): Promise<void>;
}

export interface TableProxyOptions {
  /** Where the table is: the engine, or whatever speaks DynamoDB's JSON without checking signatures. */
  readonly endpoint: string;
  /** Clear weather if not given. */
  readonly plan?: WeatherPlan;
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

const answerOf = (status: number, body: object): Answer => ({ status, body: Buffer.from(JSON.stringify(body)) });
const refusal = (type: string, more: object = {}): Answer =>
  answerOf(400, { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: `${type} (weather)`, ...more });
const INTERNAL = answerOf(500, { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message: 'weather' });

/** A transaction says of each item why it was cancelled; a single write has an error of its own. */
function conflict(operation: string, body: unknown): Answer {
  if (operation !== 'TransactWriteItems') return refusal('TransactionConflictException');
  const CancellationReasons = Array.from({ length: itemsOf(body) }, (_, position) =>
    position === 0 ? { Code: 'TransactionConflict', Message: 'weather' } : { Code: 'None' },
  );
  return refusal('TransactionCanceledException', { CancellationReasons });
}

/**
 * Starts the proxy on a free port of 127.0.0.1. All writes must pass it, for it knows no other way to tell how old an
 * index would be. The streams of the table pass as they are.
 */
export async function startTableProxy({ endpoint, plan = CLEAR }: TableProxyOptions): Promise<TableProxy> {
  const agent = new Agent({ keepAlive: true });
  const client = new DynamoDBClient(engineConnection(endpoint));
  const indexes = createOldIndexes(client);
  const befallen = new Map<Fault | 'old-index', number>();
  const seen = new Map<string, number>();
  let weather = plan;
  let writes = 0;

  const note = (what: Fault | 'old-index'): unknown => befallen.set(what, (befallen.get(what) ?? 0) + 1);
  function numberOf(operation: string): number {
    const number = seen.get(operation) ?? 0;
    seen.set(operation, number + 1);
    return number;
  }

  async function ask(headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
    const { host: _host, connection: _connection, 'content-length': _length, ...passed } = headers;
    const asking = request(endpoint, { method: 'POST', agent, headers: { ...passed, 'content-length': body.length } });
    asking.end(body);
    const [response]: IncomingMessage[] = await once(asking, 'response');
    if (response === undefined) throw new Error('an answer without an answer');
    return { status: response.statusCode ?? 500, body: await buffer(response) };
  }

  /** Does what is asked, on indexes as old as the weather wants them. */
  async function perform(operation: string, headers: IncomingHttpHeaders, body: unknown): Promise<Answer> {
    const changes = changesOf(operation, body);
    for (const table of new Set(changes.map((change) => change.table))) await indexes.behind(table);
    const table = indexedTable(operation, body);
    const behind = table === undefined ? undefined : await indexes.behind(table);
    if (behind !== undefined) note('old-index');
    const asked = behind === undefined ? body : { ...Object(body), TableName: behind };
    const answer = await ask(headers, Buffer.from(JSON.stringify(asked)));
    if (answer.status === 200) for (const change of changes) indexes.follow(change, weather.indexLag(writes++));
    return answer;
  }

  async function inPart(headers: IncomingHttpHeaders, body: unknown): Promise<Answer> {
    const halves = halved(body);
    if (halves === undefined) return perform('BatchGetItem', headers, body);
    const { status, body: read } = await perform('BatchGetItem', headers, halves.read);
    return status === 200
      ? answerOf(200, { ...JSON.parse(read.toString()), UnprocessedKeys: halves.left })
      : { status, body: read };
  }

  /** What the caller gets; `reset` and `silent` are no answers. */
  async function answerTo(message: IncomingMessage): Promise<Answer | 'reset' | 'silent'> {
    const { headers } = message;
    const [service = '', operation = ''] = String(headers['x-amz-target']).split('.');
    const body: unknown = await json(message);
    if (!service.startsWith('DynamoDB_')) return ask(headers, Buffer.from(JSON.stringify(body)));
    const fault = weather.faultOf(operation, numberOf(operation));
    if (fault !== undefined) note(fault);
    switch (fault) {
      case undefined:
        return perform(operation, headers, body);
      case 'throttled':
        return refusal('ThrottlingException');
      case 'over-capacity':
        return refusal('ProvisionedThroughputExceededException');
      case 'conflict':
        return conflict(operation, body);
      case 'partial':
        return inPart(headers, body);
      case 'failed':
        return INTERNAL;
      case 'reset':
      case 'silent':
        return fault;
    }
    // The table has done its work, and nobody hears of it.
    await perform(operation, headers, body);
    if (fault === 'failed-after') return INTERNAL;
    return fault === 'reset-after' ? 'reset' : 'silent';
  }

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await answerTo(message);
    if (answer === 'reset') message.socket.destroy();
    if (answer === 'reset' || answer === 'silent') return;
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(answer.body);
  }

  // An engine that is gone resets the connections of those who ask it.
  const server = createServer(
    (message, response) => void serve(message, response).catch(() => message.socket.destroy()),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('the system named no port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    befallen,
    change: (next) => {
      weather = next;
    },
    caughtUp: indexes.caughtUp,
    letGo: () => indexes.close(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      indexes.close();
      agent.destroy();
      client.destroy();
    },
  };
}
