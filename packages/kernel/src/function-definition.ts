/** A queue of the system. Every queue is FIFO by group and has a dead-letter queue of its own. */
export interface QueueDefinition {
  readonly name: string;
  readonly description: string;
  /** Longer than the consumer's time-out: AWS recommends six times. */
  readonly visibilitySeconds: number;
  /** Deliveries before a message goes to the dead letters. */
  readonly maxReceives: number;
}

/** What sets a function off. `routeKey` is API Gateway's: `GET /v1/buildings/{buildingId}`. */
export type Trigger =
  | { readonly kind: 'http'; readonly routes: readonly { readonly routeKey: string; readonly public: boolean }[] }
  | { readonly kind: 'queue'; readonly queue: string; readonly batchSize: number; readonly concurrency: number }
  | { readonly kind: 'stream'; readonly batchSize: number }
  | { readonly kind: 'schedule'; readonly everySeconds: number }
  | { readonly kind: 'mission-step' };

/** What a function may touch. CDK writes its role from this list and from nothing else. */
export type Right =
  | { readonly kind: 'table'; readonly access: 'read' | 'write' | 'read-write' }
  | { readonly kind: 'send'; readonly queue: string }
  | { readonly kind: 'missions'; readonly access: 'start' | 'answer' }
  | { readonly kind: 'data-key' }
  | { readonly kind: 'secret'; readonly name: string };

/** One function: what runs, when, with which rights. The catalog is the list of these. */
export interface FunctionDefinition {
  readonly name: string;
  readonly description: string;
  /** Path from the root of the project to the module that exports `build(ports)`. */
  readonly entry: string;
  readonly trigger: Trigger;
  readonly rights: readonly Right[];
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** Folders or files, from the root, that travel beside the bundle. */
  readonly assets?: readonly string[];
}
