/** What a sender gives. */
export interface OutgoingMessage {
  readonly body: string;
  /** FIFO queues only, and there needed: a group is served serially and in order. */
  readonly groupId?: string;
  /** A second send with this id within five minutes is accepted and dropped. */
  readonly deduplicationId?: string;
  /** Standard queues only, as in SQS. */
  readonly delaySeconds?: number;
}

export interface SentMessage {
  readonly id: string;
  /** The id is that of an earlier send. */
  readonly deduplicated: boolean;
}

/** A message in flight. Times are milliseconds since the epoch. */
export interface ReceivedMessage {
  readonly id: string;
  readonly body: string;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sentAt: number;
  readonly firstReceivedAt: number;
  /** From 1. */
  readonly receiveCount: number;
  /** Good until the message is received again. */
  readonly receipt: string;
}

/** A message that was received too often. */
export interface DeadLetter {
  readonly id: string;
  readonly body: string;
  readonly groupId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  readonly receiveCount: number;
}

export interface QueueSettings {
  readonly fifo: boolean;
  /** How long a received message is in flight; 30 if not given, as in SQS. */
  readonly visibilitySeconds?: number;
  /** After so many receives a message goes to the dead-letter queue; without, it is tried for ever. */
  readonly maxReceives?: number;
  /** Exists already, and is of the same kind. */
  readonly deadLetterQueue?: string;
}

export interface QueueDepths {
  /** Receivable, or waiting in a FIFO group for the one before. */
  readonly visible: number;
  readonly inFlight: number;
  /** Sent or released with a delay. */
  readonly delayed: number;
  /** In the dead-letter queue. */
  readonly dead: number;
}

/** A failed message: back into the queue, or to the dead letters when it was received too often. */
export interface Failure {
  readonly receipt: string;
  readonly delaySeconds: number;
  /** false gives the receive back: the handler never tried the message. */
  readonly counted: boolean;
}
