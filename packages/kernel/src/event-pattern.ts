/**
 * A pattern over events as EventBridge and Lambda's event sources take it: it has the event's shape down to leaves that
 * list the texts of which the event must have one there. Of the other operators (prefix, anything-but, exists …) none is
 * used, so none is there.
 */
export interface EventPattern {
  readonly [field: string]: EventPattern | readonly string[];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Every field of the pattern matches, letter for letter; a field that the event lacks does not. Where the event has a
 * list, one of its texts is enough.
 */
export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  return (
    isRecord(event) &&
    Object.entries(pattern).every(([field, wanted]) => {
      const found = event[field];
      if (!isTexts(wanted)) return matchesPattern(wanted, found);
      const values: readonly unknown[] = Array.isArray(found) ? found : [found];
      return wanted.some((text) => values.includes(text));
    })
  );
}

function isTexts(wanted: EventPattern | readonly string[]): wanted is readonly string[] {
  return Array.isArray(wanted);
}

/** As an event source filters: one of its patterns is enough, and without any everything passes. */
export function passesFilter(patterns: readonly EventPattern[], event: unknown): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, event));
}
