import { DomainError } from '@bos/kernel/errors';
import { assertMove } from '@bos/kernel/transitions';
import type { Condition, WriteAction } from './electro-items.ts';
import type { EntityDefinition, Stored } from './entity.ts';
import type { ItemCodec } from './item-codec.ts';
import type { KeyParts } from './key-template.ts';

/** What one request may hold, by DynamoDB's quota for a transaction. */
export const MAX_OPERATIONS = 100;

/**
 * One write of a transaction. Built by `create`, `replace`, `put`, `remove` and `expectVersion`, and by `add` for
 * counters.
 */
export interface WriteOperation {
  readonly action: WriteAction;
  readonly type: string;
  readonly condition: Condition;
  /** What an `add` adds, by the counter's name. */
  readonly increments?: Readonly<Record<string, number>>;
  readonly toItem: (codec: ItemCodec) => Promise<Record<string, unknown>>;
}

/** A new item; fails when one with its key exists. One that has expired counts as absent and is written over. */
export function create<T extends object>(definition: EntityDefinition<T>, entity: NoInfer<T>): WriteOperation {
  return {
    action: 'put',
    type: definition.type,
    condition: definition.retention === undefined ? 'absent' : 'absent_or_expired',
    toItem: (codec) => codec.encode(definition, entity, { version: 1 }),
  };
}

/**
 * The item anew, whatever stood there: only for what is the same however often it is written. Throws for an entity with
 * states, whose moves could not be judged.
 */
export function put<T extends object>(definition: EntityDefinition<T>, entity: NoInfer<T>): WriteOperation {
  if (definition.states) throw new Error(`${definition.type} has states: it is created, then replaced`);
  return { ...create(definition, entity), condition: 'unconditional' };
}

/**
 * An item that was read, changed: fails when somebody wrote it in between. Index keys follow the new values. Throws
 * `…_TRANSITION_REFUSED` when the entity's states do not allow the move: as the version is the one read, what is judged
 * here is what stands in the table.
 */
export function replace<T extends object>(
  definition: EntityDefinition<T>,
  before: Stored<NoInfer<T>>,
  after: NoInfer<T>,
): WriteOperation {
  assertAllowed(definition, before, after);
  return {
    action: 'put',
    type: definition.type,
    condition: { version: before.version },
    toItem: (codec) => codec.encode(definition, after, { version: before.version + 1, createdAt: before.createdAt }),
  };
}

function assertAllowed<T extends object>({ type, states }: EntityDefinition<T>, before: T, after: T): void {
  if (states === undefined) return;
  const [from, to] = [String(before[states.field]), String(after[states.field])];
  if (from !== to) assertMove(states.moves, type, from, to);
}

/** Removes an item that was read; fails when somebody wrote it in between. */
export function remove<T extends object>(definition: EntityDefinition<T>, before: Stored<NoInfer<T>>): WriteOperation {
  return {
    action: 'delete',
    type: definition.type,
    condition: { version: before.version },
    toItem: async () => definition.primaryKey({ ...before, ...definition.derived?.(before) }),
  };
}

/** Writes nothing; the whole transaction fails when the item is no longer at this version. */
export function expectVersion<T extends object>(
  definition: EntityDefinition<T>,
  parts: KeyParts,
  version: number,
): WriteOperation {
  return {
    action: 'check',
    type: definition.type,
    condition: { version },
    toItem: async () => definition.primaryKey(parts),
  };
}

/** Writes nothing; the whole transaction fails when an item lies there. */
export function expectAbsent<T extends object>(definition: EntityDefinition<T>, parts: KeyParts): WriteOperation {
  return {
    action: 'check',
    type: definition.type,
    condition: 'absent',
    toItem: async () => definition.primaryKey(parts),
  };
}

/** Some conditions did not hold, so nothing was written. `failed` are the positions of those operations. */
export class WriteConflictError extends DomainError {
  readonly failed: readonly number[];

  constructor(failed: readonly number[], types: readonly string[], cause: unknown) {
    super('conflict', 'WRITE_CONFLICT', `Changed meanwhile: ${types.join(', ')}.`, { cause });
    this.name = 'WriteConflictError';
    this.failed = failed;
  }
}

/** More than a transaction holds; nothing was written. */
export class TransactionTooLargeError extends DomainError {
  constructor(count: number) {
    const advice = 'split what must stand together, or use writeChunks where each write may stand alone';
    super('too_large', 'TRANSACTION_TOO_LARGE', `${count} operations; ${MAX_OPERATIONS} at most: ${advice}.`);
    this.name = 'TransactionTooLargeError';
  }
}
