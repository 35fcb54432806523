import type { Clock } from '@bos/kernel/clock';
import type { IdSource } from '@bos/kernel/ids';
import type { Cancel, Timers } from '@bos/kernel/timers';
import type { Courier } from './courier.ts';
import type { EventHub } from './event-hub.ts';
import type { MessageStore, StoredMessage } from './message-store.ts';
import type { PhoneBook, Subscriber } from './phone-book.ts';
import type { MessageContent, SendAnswer, SimulatedNumber, Tick } from './phone-message.ts';
import { type DeliveryReport, messageBody, messageId, statusBody, type Utterance } from './webhook-body.ts';

export interface NetworkDependencies {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: IdSource;
  readonly book: PhoneBook;
  readonly store: MessageStore;
  readonly hub: EventHub;
  readonly courier: Courier;
}

/** What WhatsApp is between a telephone and a business. */
export interface Network {
  /** A person's message: stored, then brought to the webhook. */
  fromPerson(
    subscriber: Subscriber,
    number: SimulatedNumber,
    utterance: Utterance,
    content: MessageContent,
  ): Promise<SendAnswer>;
  /** A message of the business: shown by the telephone, then reported as sent and delivered. Gives its id. */
  fromBusiness(
    subscriber: Subscriber,
    number: SimulatedNumber,
    content: MessageContent,
    callbackData: string | undefined,
  ): string;
  /** The telephone shows what it received: reported as read. */
  readByPerson(subscriber: Subscriber): void;
  /** The business has read that message and all before it; false when it knows no such message. */
  readByBusiness(id: string, typing: boolean): boolean;
  /** No further reports. */
  close(): void;
}

/** The answer of the API leaves first, then the reports. */
const REPORT_SENT_AFTER = 25;
const REPORT_DELIVERED_AFTER = 75;

export function createNetwork({ clock, timers, ids, book, store, hub, courier }: NetworkDependencies): Network {
  function show(message: StoredMessage): void {
    const { phoneNumberId: _phoneNumberId, callbackData: _callbackData, ...shown } = message;
    hub.publish(message.phone, { type: 'message', data: shown });
  }

  function advance(id: string, tick: Tick): StoredMessage | undefined {
    const moved = store.advance(id, tick);
    if (moved !== undefined) show(moved);
    return moved;
  }

  function report(message: StoredMessage, status: DeliveryReport['status']): void {
    const number = book.number(message.phoneNumberId);
    const subscriber = book.findByPhone(message.phone);
    if (number === undefined || subscriber === undefined || advance(message.id, status) === undefined) return;
    const { id, callbackData } = message;
    const common = { id, status, at: clock.now() };
    void courier.deliver(
      statusBody(number, subscriber, { ...common, ...(callbackData !== undefined && { callbackData }) }),
    );
  }

  const waiting = new Set<Cancel>();
  function reportLater(milliseconds: number, message: StoredMessage, status: DeliveryReport['status']): void {
    const cancel = timers.after(milliseconds, () => {
      waiting.delete(cancel);
      report(message, status);
    });
    waiting.add(cancel);
  }

  function readAll(phone: string): void {
    for (const { id } of store.unread(phone, 'person')) advance(id, 'read');
  }

  /** How long the person has waited, if this is the first answer. */
  function waited({ phone }: Subscriber, { phoneNumberId }: SimulatedNumber): number | undefined {
    const [last] = store.history(phone, 1);
    if (last?.sender !== 'person' || last.phoneNumberId !== phoneNumberId) return undefined;
    return clock.now().getTime() - Date.parse(last.at);
  }

  return {
    async fromPerson(subscriber, number, utterance, content) {
      const { phone } = subscriber;
      const at = clock.now();
      const id = messageId(phone, ids.next(), 'inbound');
      const common = { id, phone, phoneNumberId: number.phoneNumberId, at: at.toISOString() };
      const message: StoredMessage = { ...content, ...common, sender: 'person', tick: 'sent' };
      store.add(message);
      show(message);
      const webhookStatus = await courier.deliver(messageBody(number, subscriber, { id, at, utterance }), () =>
        advance(id, 'delivered'),
      );
      return { id, webhookStatus };
    },

    fromBusiness(subscriber, number, content, callbackData) {
      const { phone } = subscriber;
      const id = messageId(phone, ids.next(), 'outbound');
      const answeredAfterMilliseconds = waited(subscriber, number);
      const message: StoredMessage = {
        ...content,
        id,
        phone,
        phoneNumberId: number.phoneNumberId,
        sender: 'business',
        at: clock.now().toISOString(),
        tick: 'waiting',
        ...(callbackData !== undefined && { callbackData }),
        ...(answeredAfterMilliseconds !== undefined && { answeredAfterMilliseconds }),
      };
      store.add(message);
      // Whoever answers has read what was written.
      readAll(phone);
      show(message);
      reportLater(REPORT_SENT_AFTER, message, 'sent');
      reportLater(REPORT_DELIVERED_AFTER, message, 'delivered');
      return id;
    },

    readByPerson({ phone }) {
      for (const message of store.unread(phone, 'business')) {
        if (message.tick === 'delivered') report(message, 'read');
        // A page is faster than the reports that must come before.
        else reportLater(REPORT_DELIVERED_AFTER, message, 'read');
      }
    },

    readByBusiness(id, typing) {
      const message = store.get(id);
      if (message?.sender !== 'person') return false;
      readAll(message.phone);
      if (typing) hub.publish(message.phone, { type: 'typing', data: { phone: message.phone } });
      return true;
    },

    close() {
      for (const cancel of waiting) cancel();
      waiting.clear();
    },
  };
}
