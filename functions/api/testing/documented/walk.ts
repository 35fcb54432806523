import type { OperationExample } from '@bos/http/openapi-examples';
import type { RouteContract } from '@bos/http/route';
import type { VirtualClock } from '@bos/testing/clocks';
import type { MemoryTable } from '@bos/testing/memory-table';
import * as z from 'zod';
import type { ApiAnswer, ApiCall } from '../call.ts';
import { type Asked, callOf, routeOf } from './asked.ts';
import { steadied } from './steady.ts';

/** A walk through a part of the API. What it documents is recorded. */
export interface Walk {
  readonly clock: VirtualClock;
  readonly table: MemoryTable['table'];
  /** The call as the document shows it, with the body of the route's example. Throws unless it is answered as documented. */
  document(
    operationId: string,
    asked?: Omit<Asked, 'body'>,
    shown?: (body: ApiAnswer['body']) => unknown,
  ): Promise<Told>;
  /** A call that is not shown: what follows needs it. Throws when it is refused. */
  prepare(operationId: string, asked?: Asked): Promise<Told>;
  /** A call that is refused with a code of its own; shown beside the operation. Throws when it is answered in another way. */
  refuse(operationId: string, code: string, asked?: Asked): Promise<void>;
}

/** An answer, and the version of what was answered: 0 where it has none. */
export interface Told extends ApiAnswer {
  readonly id: string;
  readonly version: number;
}

export interface WalkWorld {
  /** Of the room that is walked through. */
  readonly name: string;
  readonly clock: VirtualClock;
  readonly table: MemoryTable['table'];
  call(call: ApiCall): Promise<ApiAnswer>;
}

/** Between two calls, in milliseconds: ids sort by the time at which they were made. */
const STEP = 20_000;
/** A version that nothing has. */
const STALE = 999;

const problemSchema = z.looseObject({ status: z.number(), code: z.string() });

const versionOf = ({ headers }: ApiAnswer): number => Number(/\d+/.exec(String(headers.etag ?? '0'))?.[0]);

/** Records into `examples` what is documented in that world. */
export function walkThrough(world: WalkWorld, examples: Map<string, OperationExample>): Walk {
  const { name, clock, table } = world;
  const steady = steadied(name);

  async function call(route: RouteContract, asked: Asked): Promise<ApiAnswer> {
    clock.set(new Date(clock.now().getTime() + STEP));
    return world.call(callOf(route, asked));
  }

  function assertStatus({ operationId }: RouteContract, answer: ApiAnswer, status: number): void {
    if (answer.status !== status)
      throw new Error(`${operationId} answered ${answer.status}, not ${status}: ${JSON.stringify(answer.body)}`);
  }

  async function told(route: RouteContract, asked: Asked): Promise<Told> {
    const answer = await call(route, asked);
    assertStatus(route, answer, route.response.status);
    return { ...answer, id: answer.body.id ?? '', version: versionOf(answer) };
  }

  async function refused(route: RouteContract, code: string, asked: Asked): Promise<void> {
    const { operationId, errors = [] } = route;
    const { status, body } = await call(route, asked);
    const problem = problemSchema.safeParse(body).data;
    const isDocumented = errors.some((error) => error.code === code && error.status === status);
    if (problem?.code !== code || problem.status !== status || !isDocumented)
      throw new Error(`${operationId} was not refused with ${code} as documented, but: ${JSON.stringify(body)}`);
    const known = examples.get(operationId);
    examples.set(operationId, { ...known, refusals: [...(known?.refusals ?? []), steady({ ...body, ...problem })] });
  }

  return {
    clock,
    table,
    prepare: async (operationId, asked = {}) => told(routeOf(operationId), asked),
    refuse: async (operationId, code, asked = {}) => refused(routeOf(operationId), code, asked),
    async document(operationId, asked = {}, shown = (body) => body) {
      const route = routeOf(operationId);
      // Who names another version than the one that stands is refused, whatever else they ask.
      const meanwhile = route.ifMatch && route.errors?.find(({ status }) => status === 412);
      if (meanwhile) await refused(route, meanwhile.code, { ...asked, version: STALE });
      const answer = await told(route, asked);
      const known = examples.get(operationId);
      if (known?.params !== undefined) throw new Error(`${operationId} is documented twice`);
      const { params = {}, query } = callOf(route, asked);
      examples.set(operationId, {
        ...known,
        params: steady(params),
        ...(query && { query }),
        ...(route.response.schema && { answer: steady(shown(answer.body)) }),
      });
      return answer;
    },
  };
}
