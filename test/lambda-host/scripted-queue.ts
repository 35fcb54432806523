import type { SQSRecord } from 'aws-lambda';
import type { QueueConnection } from './queue-source.ts';

interface Held {
  readonly id: string;
  readonly group: string;
  receives: number;
  /** In flight until `expire`. */
  receipt: string | undefined;
}

/** A FIFO queue in memory, whose visibility time-outs end when the test says so. */
export interface ScriptedQueue extends QueueConnection {
  send(group: string, ...ids: readonly string[]): void;
  /** Ends the visibility time-out of everything in flight. */
  expire(): void;
  /** What was not removed, in order. */
  left(): string[];
}

export function scriptedQueue(): ScriptedQueue {
  let held: Held[] = [];
  let receipts = 0;

  function recordOf(message: Held): SQSRecord {
    message.receives++;
    message.receipt = `receipt-${++receipts}`;
    return {
      messageId: message.id,
      receiptHandle: message.receipt,
      body: message.id,
      attributes: {
        ApproximateReceiveCount: String(message.receives),
        SentTimestamp: '0',
        SenderId: 'test',
        ApproximateFirstReceiveTimestamp: '0',
        MessageGroupId: message.group,
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:bos-rehearsal-inbound.fifo',
      awsRegion: 'us-east-1',
    };
  }

  return {
    send(group, ...ids) {
      held.push(...ids.map((id) => ({ id, group, receives: 0, receipt: undefined })));
    },
    // While one of a group is in flight, none of that group is given out.
    async receive(max) {
      const locked = new Set(held.filter(({ receipt }) => receipt !== undefined).map(({ group }) => group));
      return held
        .filter(({ group }) => !locked.has(group))
        .slice(0, max)
        .map(recordOf);
    },
    async remove(handles) {
      held = held.filter(({ receipt }) => receipt === undefined || !handles.includes(receipt));
    },
    expire() {
      for (const message of held) message.receipt = undefined;
    },
    left: () => held.map(({ id }) => id),
  };
}
