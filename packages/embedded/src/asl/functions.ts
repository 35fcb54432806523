import type { Clock } from '@bos/kernel/clock';
import jsonata from 'jsonata';

/**
 * JSONata functions that a definition may call: those of JSONata 2.0.6 which Step Functions has too, and its $parse.
 * Left out on purpose: $eval (absent there), and $random, $shuffle, $uuid (a retried state must compute the same).
 */
export const KNOWN_FUNCTIONS: ReadonlySet<string> = new Set(
  `abs append assert average base64decode base64encode boolean ceil contains count decodeUrl decodeUrlComponent distinct
   each encodeUrl encodeUrlComponent error exists filter floor formatBase formatInteger formatNumber fromMillis join keys
   length lookup lowercase map match max merge millis min not now number pad parse parseInteger power reduce replace
   reverse round sift single sort split spread sqrt string substring substringAfter substringBefore sum toMillis trim type
   uppercase zip`.split(/\s+/),
);

const formatted = jsonata('$fromMillis($at, $picture, $zone)');

/** The functions that depend on the clock, and $parse, bound anew for each engine. */
export function functionBindings(clock: Clock): Readonly<Record<string, unknown>> {
  return {
    millis: () => clock.now().getTime(),
    now: (picture?: string, zone?: string): Promise<unknown> =>
      formatted.evaluate(undefined, { at: clock.now().getTime(), picture, zone }),
    parse: (text?: string): unknown => (text === undefined ? undefined : JSON.parse(text)),
  };
}
