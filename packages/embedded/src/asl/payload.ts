import { DATA_LIMIT_EXCEEDED, StateFailure } from './failure.ts';

/** The most that a state may receive, pass on or assign, in bytes of UTF-8 JSON. */
export const PAYLOAD_LIMIT = 256 * 1024;

export function exceedsLimit(json: string): boolean {
  // A UTF-16 unit becomes three bytes at most, so that most values need no counting.
  return json.length * 3 > PAYLOAD_LIMIT && Buffer.byteLength(json) > PAYLOAD_LIMIT;
}

/** JSON text of a value. Throws StateFailure States.DataLimitExceeded above the limit. */
export function serialize(value: unknown, what: string): string {
  const json = JSON.stringify(value) ?? 'null';
  if (exceedsLimit(json)) {
    throw new StateFailure(DATA_LIMIT_EXCEEDED, `The ${what} exceeds ${PAYLOAD_LIMIT} bytes.`);
  }
  return json;
}
