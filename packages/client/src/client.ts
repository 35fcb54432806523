import type { ParamsOf, QueryOf, ResponseOf, RouteContract } from '@bos/http/route';
import type * as z from 'zod';
import { ApiError, apiErrorOf } from './api-error.ts';
import { addressOf, type Operation } from './operation.ts';

/** What a caller may send: with fields that the server fills in left out. */
export type SentBodyOf<C extends RouteContract> = z.input<NonNullable<C['body']>>;

/** A contract without parameters has an object of no known key. */
type ParamsField<C extends RouteContract> = string extends keyof ParamsOf<C>
  ? { readonly params?: undefined }
  : { readonly params: ParamsOf<C> };

type BodyField<C extends RouteContract> =
  undefined extends SentBodyOf<C> ? { readonly body?: SentBodyOf<C> } : { readonly body: SentBodyOf<C> };

/** What a call takes beside the operation; an optional part may be left out. */
export type CallInput<C extends RouteContract> = ParamsField<C> &
  BodyField<C> & {
    readonly query?: Partial<QueryOf<C>>;
    /** The version that the caller saw: the call fails with 412 when another stands. */
    readonly ifMatch?: number;
    /** Makes a repeat of the same call harmless. */
    readonly idempotencyKey?: string;
    readonly signal?: AbortSignal;
  };

type CallArguments<C extends RouteContract> =
  Record<never, never> extends CallInput<C> ? [input?: CallInput<C>] : [input: CallInput<C>];

/** A body with the version that it has on the server: what a later `ifMatch` names. */
export interface Versioned<T> {
  readonly body: T;
  readonly version: number | undefined;
}

export interface Client {
  /**
   * Calls the operation and gives its body. Throws ApiError; `code` is UNREACHABLE when nobody answered and
   * ABORTED when `signal` ended the call.
   */
  call<C extends RouteContract>(operation: Operation<C>, ...input: CallArguments<C>): Promise<ResponseOf<C>>;
  /** The same, with the version that the answer carries as its ETag. */
  callVersioned<C extends RouteContract>(
    operation: Operation<C>,
    ...input: CallArguments<C>
  ): Promise<Versioned<ResponseOf<C>>>;
}

export interface ClientOptions {
  /** `https://api.example`, or empty for the origin of the page. */
  readonly baseUrl?: string;
  /** A bearer token: a signed-in person's, or an API key. */
  readonly token?: string;
  readonly fetch?: typeof globalThis.fetch;
}

/** A caller of the HTTPS API, typed by its contracts. It keeps nothing and repeats nothing. */
export function createClient({ baseUrl = '', token, fetch = globalThis.fetch }: ClientOptions): Client {
  const base = baseUrl.replace(/\/+$/, '');

  async function exchange(url: string, init: RequestInit): Promise<{ response: Response; text: string }> {
    try {
      const response = await fetch(url, init);
      return { response, text: await response.text() };
    } catch (cause) {
      if (init.signal?.aborted)
        throw new ApiError({ status: 0, code: 'ABORTED', detail: 'The call was ended.', cause });
      throw new ApiError({ status: 0, code: 'UNREACHABLE', detail: 'The server cannot be reached.', cause });
    }
  }

  async function callVersioned<C extends RouteContract>(
    { method, path }: Operation<C>,
    ...[input]: CallArguments<C>
  ): Promise<Versioned<ResponseOf<C>>> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    if (input?.body !== undefined) headers['content-type'] = 'application/json';
    if (input?.ifMatch !== undefined) headers['if-match'] = `"${input.ifMatch}"`;
    if (input?.idempotencyKey !== undefined) headers['idempotency-key'] = input.idempotencyKey;
    const { response, text } = await exchange(base + addressOf(path, input?.params, input?.query), {
      method,
      headers,
      ...(input?.body !== undefined && { body: JSON.stringify(input.body) }),
      ...(input?.signal && { signal: input.signal }),
    });
    const requestId = response.headers.get('x-request-id') ?? undefined;
    if (!response.ok) throw apiErrorOf(response.status, text, requestId);
    const version = /^"(\d+)"$/.exec(response.headers.get('etag') ?? '')?.[1];
    return {
      body: parseAnswer<ResponseOf<C>>(response.status, text, requestId),
      version: version === undefined ? undefined : Number(version),
    };
  }

  return {
    callVersioned,
    call: async (operation, ...input) => (await callVersioned(operation, ...input)).body,
  };
}

/** The server holds its answers against the contracts, so here only JSON that is none is an error. */
function parseAnswer<T>(status: number, text: string, requestId: string | undefined): T {
  try {
    return (text === '' ? undefined : JSON.parse(text)) as T;
  } catch (cause) {
    const detail = 'The answer is not JSON: is this address really the API?';
    throw new ApiError({
      status,
      code: 'UNREADABLE_ANSWER',
      detail,
      cause,
      ...(requestId !== undefined && { requestId }),
    });
  }
}
