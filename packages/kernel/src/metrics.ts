/**
 * Everything that is measured, said once: the unit, and what tells one kind from another. Each value of `by` is a
 * metric of its own at CloudWatch and is paid for, so it comes from a short list in the code: a status, a tool.
 */
export const METRICS = {
  /** From the moment a message or delivery report was stored until all that it asked for was written. */
  MessageProcessed: { unit: 'Milliseconds', by: 'kind' },
  /**
   * What became of a reply: it left the outbox (`sent`), WhatsApp reported it `delivered`, either said that it `failed`,
   * or nobody can say (`uncertain`).
   */
  ReplyDelivery: { unit: 'Count', by: 'outcome' },
  /** From the request to the reply. */
  MissionEnded: { unit: 'Milliseconds', by: 'status' },
  /** The deterministic path was taken, by the kind of danger. */
  EmergencyDetected: { unit: 'Count', by: 'kind' },
  ToolFailed: { unit: 'Count', by: 'tool' },
  /** A request to the table left the scope of the work that made it, and was not sent: a mistake in our code. */
  TableRequestRefused: { unit: 'Count', by: 'reason' },
} as const satisfies Record<string, { readonly unit: 'Count' | 'Milliseconds'; readonly by: string }>;

export type MetricName = keyof typeof METRICS;
type OfUnit<Unit> = { [Name in MetricName]: (typeof METRICS)[Name]['unit'] extends Unit ? Name : never }[MetricName];

/**
 * What is counted and timed while the system works. Recording never fails and never waits: a metric is no reason
 * for anything to go wrong.
 */
export interface Metrics {
  /** One more of its kind. */
  count(name: OfUnit<'Count'>, of: string): void;
  duration(name: OfUnit<'Milliseconds'>, milliseconds: number, of: string): void;
}

/** One value, as an adapter writes it. */
export interface Measurement {
  readonly name: MetricName;
  readonly value: number;
  readonly of: string;
}

/** Words of the code have this form; a name may too, a phone number, an address or a text does not. */
const WORD = /^[a-z][a-zA-Z]*(?:[._-][a-zA-Z]+){0,4}$/;
const LONGEST_WORD = 40;

/** Metrics through `write`. What is no word of the code is recorded as `other`: nothing personal becomes a metric. */
export function metricsThrough(write: (measurement: Measurement) => void): Metrics {
  const record = (name: MetricName, value: number, of: string): void =>
    write({ name, value, of: of.length <= LONGEST_WORD && WORD.test(of) ? of : 'other' });
  return {
    count: (name, of) => record(name, 1, of),
    // Two machines' clocks may differ by more than the work took.
    duration: (name, milliseconds, of) => record(name, Math.max(0, Math.round(milliseconds)), of),
  };
}

export const silentMetrics: Metrics = metricsThrough(() => {});
