import type { EventPattern } from './event-pattern.ts';

/** A queue of the system. Every queue is FIFO by group and has a dead-letter queue of its own. */
export interface QueueDefinition {
  readonly name: string;
  readonly description: string;
  /** Longer than the consumer's time-out: AWS recommends six times. */
  readonly visibilitySeconds: number;
  /** Deliveries before a message goes to the dead letters. */
  readonly maxReceives: number;
}

/**
 * What sets a function off. `routeKey` is API Gateway's: `GET /v1/buildings/{buildingId}`. Of a stream the function sees
 * what one of the patterns matches, over the record as Lambda gets it; without patterns, everything.
 */
export type Trigger =
  | { readonly kind: 'http'; readonly routes: readonly { readonly routeKey: string; readonly public: boolean }[] }
  | { readonly kind: 'queue'; readonly queue: string; readonly batchSize: number; readonly concurrency: number }
  | { readonly kind: 'stream'; readonly batchSize: number; readonly patterns: readonly EventPattern[] }
  | { readonly kind: 'schedule'; readonly everySeconds: number }
  | { readonly kind: 'mission-step' };

/** What a function may touch. CDK writes its role from this list and from nothing else. */
export type Right =
  | { readonly kind: 'table'; readonly access: 'read' | 'write' | 'read-write' }
  | { readonly kind: 'send'; readonly queue: string }
  /** `end`: to ask how an execution stands, and to stop it. */
  | { readonly kind: 'missions'; readonly access: 'start' | 'answer' | 'end' }
  /** To have messages sent to that queue at a time. */
  | { readonly kind: 'schedule'; readonly queue: string }
  /** To seal and open personal data. `destroys`: to remove the wrapped keys of whoever is forgotten. */
  | { readonly kind: 'data-key'; readonly destroys?: true }
  | { readonly kind: 'secret'; readonly name: string }
  /** The buildings' documents. Reading includes the signing of links to them. */
  | { readonly kind: 'documents'; readonly access: 'read' | 'read-write' }
  /** A setting in Parameter Store that the operator may change. */
  | { readonly kind: 'parameter'; readonly name: string };

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
