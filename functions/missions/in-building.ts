import { inBuilding } from '@bos/table/tenant-scope';

/** A step of the state machine: reads what it was handed, and works on the items of that mission's building alone. */
export function stepInBuilding<I extends { readonly buildingId: string }, R>(
  read: (payload: unknown) => I,
  work: (input: I) => Promise<R>,
): (payload: unknown) => Promise<R> {
  return async (payload) => {
    const input = read(payload);
    return inBuilding(input.buildingId, () => work(input));
  };
}
