/** How full a queue is. */
export interface QueueDepths {
  readonly queue: string;
  /** To be delivered now. */
  readonly waiting: number;
  /** In the hands of a worker. */
  readonly inHand: number;
  /** To be delivered when their time comes: tried before, or in the hands of a worker that was killed. */
  readonly postponed: number;
  /** Given up. */
  readonly dead: number;
}
