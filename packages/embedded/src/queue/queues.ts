import type { Clock } from '@bos/kernel/clock';
import type { IdSource } from '@bos/kernel/ids';
import { assertScheduleName, type OneTimeSchedule } from '@bos/kernel/one-time-schedules';
import { type Transaction, transactions } from '../sqlite/transaction.ts';
import { DeadLetters } from './dead-letters.ts';
import { Deduplication } from './deduplication.ts';
import type {
  DeadLetter,
  Failure,
  OutgoingMessage,
  QueueDepths,
  QueueSettings,
  ReceivedMessage,
  SentMessage,
} from './message.ts';
import { MessageTable, type StoredMessage } from './message-table.ts';
import { ScheduleTable } from './schedule-table.ts';
import { openQueueDatabase } from './schema.ts';
import { Sender } from './sender.ts';
import { type KnownSettings, QueueError, SettingsTable } from './settings-table.ts';

/** Queues with the semantics of SQS, standard and FIFO. Each call is one transaction; QueueError for misuse. */
export interface Queues {
  /** Creates the queue, or changes its settings. */
  create(name: string, settings: QueueSettings): void;
  send(queue: string, message: OutgoingMessage): SentMessage;
  /** All or none. */
  sendBatch(queue: string, messages: readonly OutgoingMessage[]): SentMessage[];
  /** Keeps a message until its time, or sends it now when that has passed; one of the same name is replaced. */
  schedule(schedule: OneTimeSchedule): void;
  /** False when nothing is kept under that name. */
  unschedule(name: string): boolean;
  /** Sends what is due, some of it at a time; returns how many. A kill leaves each either kept or sent. */
  sendDue(): number;
  /** Milliseconds until the next kept message is due, 0 when one is; undefined without any. */
  untilDue(): number | undefined;
  /**
   * Puts up to `max` messages in flight. A FIFO group comes in order and only while none of it is in flight;
   * `oneGroup` takes from a single one.
   */
  receive(queue: string, max: number, options?: { readonly oneGroup?: boolean }): ReceivedMessage[];
  /** Deletes a message that was handled; false when the receipt is no longer good. */
  remove(queue: string, receipt: string): boolean;
  /** Gives a message back; it is dead-lettered when it was received too often. False as above. */
  release(queue: string, receipt: string, delaySeconds: number): boolean;
  /** Removes and releases in one transaction. */
  settle(queue: string, handled: readonly string[], failed: readonly Failure[]): void;
  /** Keeps messages in flight for another visibility time-out. */
  extend(queue: string, receipts: readonly string[]): void;
  depths(queue: string): QueueDepths;
  deadLetters(queue: string): DeadLetter[];
  /** Sends the dead letters of a queue through it again; returns how many. */
  redrive(queue: string): number;
  /**
   * Makes all messages in flight receivable at once. For the start of the only process that receives: what was in
   * flight then belonged to one that is gone.
   */
  releaseAbandoned(): number;
  /** Milliseconds until a message becomes receivable by the passing of time; undefined when none will. */
  untilNext(queue: string): number | undefined;
  /** Calls the listener whenever messages of a queue may have become receivable; returns how to stop that. */
  onSend(listener: (queue: string) => void): () => void;
  settings(queue: string): KnownSettings;
  close(): void;
}

export interface QueuesOptions {
  readonly databasePath: string;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Kept messages that are sent in one transaction. */
const MOST_DUE = 100;

class SqliteQueues implements Queues {
  readonly close: () => void;
  readonly #clock: Clock;
  readonly #ids: IdSource;
  readonly #settings: SettingsTable;
  readonly #messages: MessageTable;
  readonly #sender: Sender;
  readonly #deadLetters: DeadLetters;
  readonly #schedules: ScheduleTable;
  readonly #transaction: Transaction;
  readonly #listeners = new Set<(queue: string) => void>();

  constructor({ databasePath, clock, ids }: QueuesOptions) {
    const database = openQueueDatabase(databasePath);
    this.close = () => database.close();
    this.#clock = clock;
    this.#ids = ids;
    this.#settings = new SettingsTable(database);
    this.#messages = new MessageTable(database);
    const shared = { settings: this.#settings, messages: this.#messages };
    this.#sender = new Sender({ ...shared, deduplication: new Deduplication(database), ids });
    this.#deadLetters = new DeadLetters(shared);
    this.#schedules = new ScheduleTable(database);
    this.#transaction = transactions(database);
  }

  #now(): number {
    return this.#clock.now().getTime();
  }

  #notify(queue: string): void {
    for (const listener of this.#listeners) listener(queue);
  }

  create(name: string, settings: QueueSettings): void {
    this.#settings.save(name, settings);
  }

  settings(queue: string): KnownSettings {
    return this.#settings.of(queue);
  }

  send(queue: string, message: OutgoingMessage): SentMessage {
    const [sent] = this.sendBatch(queue, [message]);
    if (sent === undefined) throw new QueueError(`nothing was sent to ${queue}`);
    return sent;
  }

  sendBatch(queue: string, messages: readonly OutgoingMessage[]): SentMessage[] {
    this.#sender.check(queue, messages);
    const now = this.#now();
    const sent = this.#transaction(() => messages.map((message) => this.#sender.send(queue, message, now)));
    this.#notify(queue);
    return sent;
  }

  schedule({ name, at, queue, message: { group, body } }: OneTimeSchedule): void {
    const kept = { name: assertScheduleName(name), dueAt: at.getTime(), queue, groupId: group, body };
    this.#sender.check(queue, [{ body, groupId: group }]);
    this.#transaction(() => this.#schedules.put(kept));
    if (kept.dueAt <= this.#now()) this.sendDue();
  }

  unschedule(name: string): boolean {
    return this.#transaction(() => this.#schedules.delete(name));
  }

  sendDue(): number {
    if (this.untilDue() !== 0) return 0;
    const now = this.#now();
    const due = this.#transaction(() => {
      const schedules = this.#schedules.due(now, MOST_DUE);
      for (const schedule of schedules) {
        this.#sender.sendScheduled(schedule, now);
        this.#schedules.delete(schedule.name);
      }
      return schedules;
    });
    for (const queue of new Set(due.map((schedule) => schedule.queue))) this.#notify(queue);
    return due.length;
  }

  untilDue(): number | undefined {
    const at = this.#schedules.next();
    return at === undefined ? undefined : Math.max(0, at - this.#now());
  }

  receive(queue: string, max: number, options: { readonly oneGroup?: boolean } = {}): ReceivedMessage[] {
    const settings = this.#settings.of(queue);
    const now = this.#now();
    return this.#transaction(() => {
      const received: ReceivedMessage[] = [];
      while (received.length < max) {
        const candidates = this.#candidates(queue, settings.fifo, max - received.length, now);
        if (candidates.length === 0) break;
        for (const message of candidates) {
          if (this.#deadLetters.isSpent(message)) this.#deadLetters.bury(message, now);
          else received.push(this.#take(message, settings, now));
        }
        this.#messages.refreshGroup(queue, candidates[0]?.groupId, now);
        if (options.oneGroup === true && settings.fifo && received.length > 0) break;
      }
      return received;
    });
  }

  #candidates(queue: string, fifo: boolean, limit: number, now: number): StoredMessage[] {
    if (!fifo) return this.#messages.ready(queue, now, limit);
    const group = this.#messages.readyGroup(queue, now);
    return group === undefined ? [] : this.#messages.ofGroup(queue, group, now, limit);
  }

  #take(message: StoredMessage, settings: KnownSettings, now: number): ReceivedMessage {
    const receipt = this.#ids.next();
    this.#messages.take(message.sequence, receipt, now, now + settings.visibilitySeconds * 1000);
    const { id, body, groupId, deduplicationId, sentAt, receives, firstReceivedAt = now } = message;
    return { id, body, groupId, deduplicationId, sentAt, firstReceivedAt, receiveCount: receives + 1, receipt };
  }

  remove(queue: string, receipt: string): boolean {
    const removed = this.#transaction(() => this.#remove(queue, receipt));
    this.#notify(queue);
    return removed;
  }

  #remove(queue: string, receipt: string): boolean {
    const message = this.#messages.byReceipt(queue, receipt);
    if (message === undefined) return false;
    this.#messages.delete(message.sequence);
    this.#messages.refreshGroup(queue, message.groupId, this.#now());
    return true;
  }

  release(queue: string, receipt: string, delaySeconds: number): boolean {
    const released = this.#transaction(() => this.#release(queue, { receipt, delaySeconds, counted: true }));
    this.#notify(queue);
    return released;
  }

  #release(queue: string, failure: Failure): boolean {
    const message = this.#messages.byReceipt(queue, failure.receipt);
    if (message === undefined) return false;
    const now = this.#now();
    if (failure.counted && this.#deadLetters.isSpent(message)) this.#deadLetters.bury(message, now);
    else {
      const receives = failure.counted ? message.receives : message.receives - 1;
      this.#messages.putBack(message.sequence, now + failure.delaySeconds * 1000, receives);
    }
    this.#messages.refreshGroup(queue, message.groupId, now);
    return true;
  }

  settle(queue: string, handled: readonly string[], failed: readonly Failure[]): void {
    this.#transaction(() => {
      for (const receipt of handled) this.#remove(queue, receipt);
      for (const failure of failed) this.#release(queue, failure);
    });
    this.#notify(queue);
  }

  extend(queue: string, receipts: readonly string[]): void {
    const now = this.#now();
    const visibleAt = now + this.#settings.of(queue).visibilitySeconds * 1000;
    this.#transaction(() => {
      for (const receipt of receipts) {
        const message = this.#messages.byReceipt(queue, receipt);
        if (message === undefined) continue;
        this.#messages.prolong(message.sequence, visibleAt);
        this.#messages.refreshGroup(queue, message.groupId, now);
      }
    });
  }

  depths(queue: string): QueueDepths {
    const { deadLetterQueue } = this.#settings.of(queue);
    const dead = deadLetterQueue === undefined ? 0 : this.#messages.countFrom(queue, deadLetterQueue);
    return { ...this.#messages.counts(queue, this.#now()), dead };
  }

  deadLetters(queue: string): DeadLetter[] {
    return this.#deadLetters.of(queue).map(({ id, body, groupId, sentAt, receives }) => {
      return { id, body, groupId, sentAt, receiveCount: receives };
    });
  }

  redrive(queue: string): number {
    const count = this.#transaction(() => this.#deadLetters.redrive(queue, this.#now()));
    this.#notify(queue);
    return count;
  }

  releaseAbandoned(): number {
    const now = this.#now();
    const abandoned = this.#transaction(() => {
      const messages = this.#messages.inFlight();
      for (const { sequence, queue, groupId, receives } of messages) {
        this.#messages.putBack(sequence, now, receives);
        this.#messages.refreshGroup(queue, groupId, now);
      }
      return messages;
    });
    for (const queue of new Set(abandoned.map((message) => message.queue))) this.#notify(queue);
    return abandoned.length;
  }

  untilNext(queue: string): number | undefined {
    const now = this.#now();
    const at = this.#messages.nextVisible(queue, this.#settings.of(queue).fifo, now);
    return at === undefined ? undefined : at - now;
  }

  onSend(listener: (queue: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** Opens the queues' database, creating it. */
export function openQueues(options: QueuesOptions): Queues {
  return new SqliteQueues(options);
}
