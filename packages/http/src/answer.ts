import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { RouteContract } from './route.ts';
import { unknownFields } from './unknown-fields.ts';

/** A value that the receiver does not change, so that stores may hand out what they hold. */
export type DeepReadonly<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly DeepReadonly<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
      : T;

/** An answer that breaks its own contract; found in tests, where answers are checked. */
export class ContractBreach extends Error {
  constructor(operationId: string, what: string) {
    super(`${operationId} answered against its contract: ${what}`);
    this.name = 'ContractBreach';
  }
}

/** The gateway's form of a handler's answer. With `check`, throws ContractBreach when the body does not fit. */
export function answerOf(
  contract: RouteContract,
  answer: { readonly body?: unknown; readonly etag?: number; readonly location?: string },
  check: boolean,
): APIGatewayProxyStructuredResultV2 {
  if (check) assertFits(contract, answer.body);
  const headers: Record<string, string> = {};
  if (answer.etag !== undefined) headers.etag = `"${answer.etag}"`;
  if (answer.location !== undefined) headers.location = answer.location;
  const { status } = contract.response;
  if (status === 204 || answer.body === undefined) return { statusCode: status, headers };
  headers['content-type'] = 'application/json';
  return { statusCode: status, headers, body: JSON.stringify(answer.body) };
}

function assertFits(contract: RouteContract, body: unknown): void {
  const { schema } = contract.response;
  if (!schema) {
    if (body !== undefined) throw new ContractBreach(contract.operationId, 'it promises no body');
    return;
  }
  const sent: unknown = body === undefined ? undefined : JSON.parse(JSON.stringify(body));
  const result = schema.safeParse(sent);
  if (!result.success) throw new ContractBreach(contract.operationId, result.error.message);
  const extra = unknownFields(sent, result.data);
  if (extra.length > 0) throw new ContractBreach(contract.operationId, `undocumented fields ${extra.join(', ')}`);
}
