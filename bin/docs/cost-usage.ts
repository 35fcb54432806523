/** What one event sets off, in what AWS bills. */
export interface Usage {
  /** Invocations by the name of the function. */
  readonly invocations: Readonly<Record<string, number>>;
  /** Requests to the table. */
  readonly requests: number;
  /** DynamoDB's units for requests on demand: 4 kB read consistently, 1 kB written, twice that in a transaction. */
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Messages sent to queues. */
  readonly queueMessages: number;
  /** Executions of the mission state machine, and their transitions. */
  readonly executions: number;
  readonly transitions: number;
  /** Requests to KMS for keys of ours; those of AWS's own services are not among them. */
  readonly keyRequests: number;
  /** Messages sent to WhatsApp. */
  readonly replies: number;
}

/** A question that is answered from the building's documents, with the three delivery reports of the answer. */
export const QUESTION: Usage = {
  invocations: { 'webhook-whatsapp': 4, 'stream-router': 12, 'queue-inbound': 4, 'queue-outbound': 1 },
  requests: 55,
  readUnits: 43,
  writeUnits: 36,
  queueMessages: 5,
  executions: 0,
  transitions: 0,
  keyRequests: 18,
  replies: 1,
};

/** A fault that becomes a mission of two steps (ticket, notice to the staff), with the reports of its reply. */
export const FAULT: Usage = {
  invocations: {
    'webhook-whatsapp': 4,
    'stream-router': 23,
    'queue-inbound': 4,
    'queue-missions': 1,
    'mission-plan': 1,
    'mission-validate': 1,
    'mission-advance': 3,
    'mission-execute-step': 2,
    'mission-conclude': 1,
    'queue-outbound': 1,
  },
  requests: 117,
  readUnits: 90.5,
  writeUnits: 89,
  queueMessages: 6,
  executions: 1,
  transitions: 15,
  keyRequests: 26,
  replies: 1,
};

/** Queries of one sweep when nothing is pending: the two lists, then for each number and each building. */
export const SWEEP = { lists: 2, perNumber: 1, perBuilding: 2, readUnitsPerQuery: 0.5 } as const;
