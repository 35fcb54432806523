import type { EventPattern } from '@bos/kernel/event-pattern';
import { SUBSCRIPTIONS, type Subscription } from './subscriptions.ts';

/** What Lambda takes for an event source. */
const MOST_PATTERNS = 5;

/**
 * Which image of a change tells that it may be an event. Without a field any item of the type does.
 *
 * It is the state after the change, or before it of what is deleted. A later change within the state passes as well and is
 * dropped by the event: rare, and a pattern that compares both images would have to be written twice, for an insertion has
 * none before. `eventName` cannot be asked for: of a record of DynamoDB, Lambda filters on the key `dynamodb` alone
 * (https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html).
 */
interface Sign {
  readonly image: 'NewImage' | 'OldImage';
  readonly type: string;
  readonly field?: string;
  readonly values?: readonly string[];
}

/** What is let through, as a subscription says. */
type Watched = Pick<Subscription, 'event' | 'ignoresRemovals' | 'isSeldom'>;

function signsOf({ event: { entity: type, when }, ignoresRemovals, isSeldom }: Watched): Sign[] {
  switch (when.kind) {
    case 'created':
    case 'changed':
      return [{ image: 'NewImage', type }];
    case 'entered':
      return [{ image: 'NewImage', type, ...(!isSeldom && { field: when.field, values: when.values }) }];
    case 'removed':
      return [{ image: 'OldImage', type, ...(!isSeldom && { field: when.field, values: when.values }) }];
    case 'any':
      return [{ image: 'NewImage', type }, ...(ignoresRemovals ? [] : [{ image: 'OldImage', type } as const])];
  }
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/** Signs whose state stands in the same place are one pattern. */
function patternOf(image: Sign['image'], field: string | undefined, signs: readonly Sign[]): EventPattern {
  const type = { S: unique(signs.map((sign) => sign.type)) };
  if (field === undefined) return { dynamodb: { [image]: { type } } };
  const values = { S: unique(signs.flatMap((sign) => sign.values ?? [])) };
  return { dynamodb: { [image]: { type, data: { M: { [field]: values } } } } };
}

function patternsOf(signs: readonly Sign[]): EventPattern[] {
  const places = Map.groupBy(signs, ({ image, field }) => JSON.stringify([image, field]));
  return [...places.values()].flatMap(([first, ...others]) =>
    first ? [patternOf(first.image, first.field, [first, ...others])] : [],
  );
}

/**
 * The filter of an event source that lets every change through which may be one of the events. What would take more
 * patterns than there are is told apart by its type alone: more changes pass, none is missed.
 */
export function filterFor(watched: readonly Watched[]): readonly EventPattern[] {
  const signs = watched.flatMap(signsOf);
  const patterns = patternsOf(
    // Where every change of a type passes, a narrower sign adds nothing.
    signs.filter(
      ({ image, type, field }) =>
        field === undefined ||
        !signs.some((other) => other.image === image && other.type === type && other.field === undefined),
    ),
  );
  return patterns.length <= MOST_PATTERNS ? patterns : patternsOf(signs.map(({ image, type }) => ({ image, type })));
}

export const ROUTED_PATTERNS = filterFor(SUBSCRIPTIONS);
