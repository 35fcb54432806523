/** What one event sets off, in what AWS bills. */
export interface Usage {
  /** Invocations by the name of the function. */
  readonly invocations: Readonly<Record<string, number>>;
  /** Requests to the table, and to that of the wrapped keys. */
  readonly requests: number;
  /** DynamoDB's units for requests on demand: 4 kB read consistently, 1 kB written, twice that in a transaction. */
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Messages sent to queues. */
  readonly queueMessages: number;
  /** Executions of the mission state machine, and their transitions. */
  readonly executions: number;
  readonly transitions: number;
  /** Schedules made, each of which is invoked once unless it is cancelled before. */
  readonly schedules: number;
  /** Requests to KMS for keys of ours; those of AWS's own services are not among them. */
  readonly keyRequests: number;
  /** Messages sent to WhatsApp. */
  readonly replies: number;
}

/** A question that is answered from the building's documents, with the three delivery reports of the answer. */
export const QUESTION: Usage = {
  invocations: { 'webhook-whatsapp': 4, 'stream-router': 5, 'queue-inbound': 4, 'queue-outbound': 1 },
  requests: 77,
  readUnits: 65,
  writeUnits: 36,
  queueMessages: 5,
  executions: 0,
  transitions: 0,
  schedules: 0,
  keyRequests: 15,
  replies: 1,
};

/** A fault that becomes a mission of two steps (ticket, notice to the staff), with the reports of its reply. */
export const FAULT: Usage = {
  invocations: {
    'webhook-whatsapp': 4,
    'stream-router': 7,
    'queue-inbound': 4,
    'queue-missions': 1,
    'mission-plan': 1,
    'mission-validate': 1,
    'mission-advance': 3,
    'mission-execute-step': 2,
    'mission-conclude': 1,
    'queue-timers': 1,
    'queue-outbound': 1,
  },
  requests: 147,
  readUnits: 120.5,
  writeUnits: 91,
  queueMessages: 7,
  executions: 1,
  transitions: 15,
  schedules: 1,
  keyRequests: 24,
  replies: 1,
};

/** Queries of one sweep when nothing is pending: the two lists, then for each number and, side by side, each building. */
export const SWEEP = { lists: 2, perNumber: 1, perBuilding: 3, readUnitsPerQuery: 0.5 } as const;
