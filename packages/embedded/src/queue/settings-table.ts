import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, optionalInteger, optionalText, text } from '../sqlite/rows.ts';
import type { QueueSettings } from './message.ts';

/** A queue that was not created, or a message that its kind of queue cannot take. */
export class QueueError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'QueueError';
  }
}

const DEFAULT_VISIBILITY_SECONDS = 30;

/** Settings with the default filled in. */
export type KnownSettings = QueueSettings & { readonly visibilitySeconds: number };

/** The queues that exist. Settings are kept, so that dead letters can be seen before their queue is created again. */
export class SettingsTable {
  readonly #upsert: StatementSync;
  readonly #known = new Map<string, KnownSettings>();

  constructor(database: DatabaseSync) {
    this.#upsert = database.prepare(
      `INSERT OR REPLACE INTO queues (name, fifo, visibility_seconds, max_receives, dead_letter_queue)
       VALUES (?, ?, ?, ?, ?)`,
    );
    for (const row of database.prepare('SELECT * FROM queues').all()) {
      const maxReceives = optionalInteger(row, 'max_receives');
      const deadLetterQueue = optionalText(row, 'dead_letter_queue');
      this.#known.set(text(row, 'name'), {
        fifo: integer(row, 'fifo') === 1,
        visibilitySeconds: integer(row, 'visibility_seconds'),
        ...(maxReceives === undefined ? {} : { maxReceives }),
        ...(deadLetterQueue === undefined ? {} : { deadLetterQueue }),
      });
    }
  }

  save(name: string, settings: QueueSettings): void {
    const { fifo, visibilitySeconds = DEFAULT_VISIBILITY_SECONDS, maxReceives, deadLetterQueue } = settings;
    const existing = this.#known.get(name);
    if (existing !== undefined && existing.fifo !== fifo) {
      throw new QueueError(`queue ${name} exists and is of the other kind`);
    }
    if ((maxReceives === undefined) !== (deadLetterQueue === undefined)) {
      throw new QueueError(`queue ${name} needs both maxReceives and deadLetterQueue, or neither`);
    }
    if (deadLetterQueue !== undefined && this.#known.get(deadLetterQueue)?.fifo !== fifo) {
      throw new QueueError(`the dead-letter queue ${deadLetterQueue} must exist and be of the same kind`);
    }
    this.#upsert.run(name, fifo ? 1 : 0, visibilitySeconds, maxReceives ?? null, deadLetterQueue ?? null);
    this.#known.set(name, { ...settings, visibilitySeconds });
  }

  /** Throws QueueError for a queue that was never created. */
  of(name: string): KnownSettings {
    const settings = this.#known.get(name);
    if (settings === undefined) throw new QueueError(`there is no queue ${name}`);
    return settings;
  }
}
