import type { MessageTable, StoredMessage } from './message-table.ts';
import type { SettingsTable } from './settings-table.ts';

/** Moves messages to the dead letters of their queue and back, within a transaction of its caller. */
export class DeadLetters {
  readonly #settings: SettingsTable;
  readonly #messages: MessageTable;

  constructor({ settings, messages }: { readonly settings: SettingsTable; readonly messages: MessageTable }) {
    this.#settings = settings;
    this.#messages = messages;
  }

  /** Whether a message was received as often as its queue allows. */
  isSpent({ queue, receives }: StoredMessage): boolean {
    const { maxReceives } = this.#settings.of(queue);
    return maxReceives !== undefined && receives >= maxReceives;
  }

  bury({ sequence, queue, groupId, receives }: StoredMessage, now: number): void {
    const { deadLetterQueue } = this.#settings.of(queue);
    if (deadLetterQueue === undefined) return;
    this.#messages.move(sequence, deadLetterQueue, queue, receives, now);
    this.#messages.refreshGroup(deadLetterQueue, groupId, now);
  }

  /** The dead letters of a queue, in order. */
  of(queue: string): StoredMessage[] {
    const { deadLetterQueue } = this.#settings.of(queue);
    return deadLetterQueue === undefined ? [] : this.#messages.movedFrom(queue, deadLetterQueue);
  }

  /** Sends them through their queue again; returns how many. */
  redrive(queue: string, now: number): number {
    const dead = this.of(queue);
    for (const message of dead) {
      this.#messages.move(message.sequence, queue, undefined, 0, now);
      this.#messages.refreshGroup(message.queue, message.groupId, now);
      this.#messages.refreshGroup(queue, message.groupId, now);
    }
    return dead.length;
  }
}
