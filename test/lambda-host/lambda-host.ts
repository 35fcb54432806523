import { randomUUID } from 'node:crypto';
import type { DeployedFunction } from '@bos/embedded/runtime/deployed-function';
import { FunctionNotFoundError } from '@bos/embedded/runtime/invoke';
import { type Clock, systemClock } from '@bos/kernel/clock';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import type { IdSource } from '@bos/kernel/ids';
import { systemTimers, type Timers } from '@bos/kernel/timers';
import type { FunctionBundle } from '../../lib/bundle.ts';
import { REGION } from '../engines/launcher/localstack.ts';
import { deployedName, functionArn, nameIn } from './deployed-names.ts';
import { functionVariables, type VariableSources } from './function-variables.ts';
import { type InvocationResult, LARGEST_REQUEST_BYTES } from './invocation-result.ts';
import { startInvokeEndpoint } from './invoke-endpoint.ts';
import { FunctionError } from './runtime-error.ts';
import { startSandbox } from './sandbox.ts';
import { createSandboxPool, type SandboxPool } from './sandbox-pool.ts';

export interface LambdaHostOptions extends Pick<VariableSources, 'surroundings' | 'endpoints'> {
  readonly catalog: readonly FunctionDefinition[];
  /** One of each function of the catalog. */
  readonly bundles: readonly Pick<FunctionBundle, 'name' | 'folder'>[];
  /** LocalStack's `us-east-1` unless told. */
  readonly region?: string;
  /** By which an engine tells who calls; `test` unless told. */
  readonly accessKeyId?: string;
  /** Of one function at the same time; what comes beyond waits. Without a bound unless told, as at Lambda. */
  readonly mostSandboxes?: number;
  /** Takes each line that a function prints. */
  readonly onLine?: (functionName: string, line: string) => void;
  /** Takes the measures of each invocation. */
  readonly onReport?: (functionName: string, result: InvocationResult) => void;
  readonly clock?: Clock;
  readonly timers?: Timers;
  /** Of requests; UUIDs unless told. */
  readonly ids?: IdSource;
}

export interface LambdaHost {
  /**
   * By the catalog's name, the deployed one or an ARN; what JSON does not carry is lost. Rejects with
   * FunctionNotFoundError or RequestTooLargeError; what the function throws is an outcome.
   */
  invoke(name: string, payload: unknown): Promise<InvocationResult>;
  /** What the function answers, as a value. Rejects as `invoke` does, and with FunctionError when the function fails. */
  call(name: string, payload: unknown): Promise<unknown>;
  /** For the gateway, whose routes want something to call. */
  readonly functions: readonly DeployedFunction[];
  /** Where Lambda's Invoke operation is served, on 127.0.0.1. */
  readonly httpEndpoint: string;
  /** Kills all sandboxes with SIGKILL, in the middle of whatever they do. The next invocations begin in new ones. */
  killSandboxes(): Promise<void>;
  /** Kills all sandboxes and ends all connections. */
  close(): Promise<void>;
}

/** The event has more than 6 MB. */
export class RequestTooLargeError extends Error {
  constructor(bytes: number) {
    super(
      `${bytes} byte payload is too large for the RequestResponse invocation type (limit ${LARGEST_REQUEST_BYTES} bytes)`,
    );
    this.name = 'RequestTooLargeException';
  }
}

/** Runs bundled functions as Lambda does: each in a process with the environment and the limits of its definition. */
export async function createLambdaHost(options: LambdaHostOptions): Promise<LambdaHost> {
  const { catalog, bundles, region = REGION, accessKeyId = 'test', onLine, onReport } = options;
  const { mostSandboxes = Number.POSITIVE_INFINITY } = options;
  const { clock = systemClock, timers = systemTimers, ids = { next: randomUUID } } = options;
  const { environment } = options.surroundings;
  const pools = new Map<string, { readonly name: string; readonly pool: SandboxPool }>();

  for (const definition of catalog) {
    const { name, memoryMegabytes } = definition;
    const folder = bundles.find((bundle) => bundle.name === name)?.folder;
    if (folder === undefined) throw new Error(`there is no bundle of ${name}`);
    const variables = functionVariables(definition, folder, { ...options, region, accessKeyId });
    const deployed = deployedName(environment, definition);
    const pool = createSandboxPool({
      definition,
      functionArn: functionArn(region, deployed),
      clock,
      mostSandboxes,
      start: () => startSandbox({ folder, variables, memoryMegabytes, timers, onLine: (line) => onLine?.(name, line) }),
    });
    for (const known of [name, deployed]) pools.set(known, { name, pool });
  }

  async function invoke(reference: string, payload: unknown): Promise<InvocationResult> {
    const target = pools.get(nameIn(reference));
    if (target === undefined) throw new FunctionNotFoundError(reference);
    const text = JSON.stringify(payload) ?? '{}';
    const bytes = Buffer.byteLength(text);
    if (bytes > LARGEST_REQUEST_BYTES) throw new RequestTooLargeError(bytes);
    const result = await target.pool.invoke(ids.next(), text);
    onReport?.(target.name, result);
    return result;
  }

  async function call(reference: string, payload: unknown): Promise<unknown> {
    const result = await invoke(reference, payload);
    if (result.status === 'failed') throw new FunctionError(result.error);
    return JSON.parse(result.payload);
  }

  const endpoint = await startInvokeEndpoint({ invoke, region, ids });
  return {
    invoke,
    call,
    functions: catalog.map((definition) => ({ definition, handler: (event) => call(definition.name, event) })),
    httpEndpoint: endpoint.url,
    async killSandboxes() {
      await Promise.all(Array.from(pools.values(), ({ pool }) => pool.kill()));
    },
    async close() {
      await endpoint.close();
      await Promise.all(Array.from(pools.values(), ({ pool }) => pool.stop()));
    },
  };
}
