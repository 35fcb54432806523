/** What the host sends into a sandbox: one event and what the context needs. */
export interface InvocationMessage {
  readonly requestId: string;
  readonly functionArn: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  /** JSON. */
  readonly payload: string;
}

/** By hand, for a schema library would be loaded before the function and make its cold start look shorter. */
export function isInvocationMessage(message: unknown): message is InvocationMessage {
  if (typeof message !== 'object' || message === null) return false;
  return 'requestId' in message && 'functionArn' in message && 'deadline' in message && 'payload' in message;
}
