import type { Activation } from './activation.ts';
import type { Decision } from './branch.ts';
import { QUERY_EVALUATION_ERROR, StateFailure } from './failure.ts';
import { serialize } from './payload.ts';
import type { MapState } from './state.ts';

/** An inline Map of Step Functions runs at most so many iterations at once; MaxConcurrency 0 means this many. */
const MOST_CONCURRENT = 40;

/** Evaluates the items and every iteration's input; without items the Map is done at once. */
export async function enterMap(state: MapState, activation: Activation): Promise<Decision> {
  const items = await activation.evaluate(state.items);
  if (!Array.isArray(items)) {
    throw new StateFailure(QUERY_EVALUATION_ERROR, "The field 'Items' must be an array.");
  }
  if (items.length === 0) return activation.leave(state, [], state.next, { result: [] });
  const limit = await activation.integer(state.maxConcurrency, 'MaxConcurrency', 0);
  const iterations: { item: string; input: string }[] = [];
  for (const [index, value] of items.entries()) {
    const item = serialize(value, 'item of the Map');
    const selector = state.itemSelector;
    const input =
      selector === undefined
        ? item
        : serialize(
            await activation.evaluate(selector, { item: { Index: index, Value: value } }),
            'input of the iteration',
          );
    iterations.push({ item, input });
  }
  const maxConcurrency = limit === 0 ? MOST_CONCURRENT : Math.min(limit, MOST_CONCURRENT);
  return { kind: 'map', startAt: state.startAt, iterations, maxConcurrency };
}
