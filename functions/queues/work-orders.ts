import type { Receipt } from '@bos/conversations/channels/receipt';
import type { QueueMessage } from '@bos/kernel/queue';
import { QUEUES } from '../queue-definitions.ts';
import type { MessageBody, MissionBody, ReceiptBody } from './queue-bodies.ts';

/** A message for one queue. */
export interface WorkOrder {
  readonly queue: string;
  readonly message: QueueMessage;
}

/**
 * `drive` tells one driving of the same work from another: the stream's has none, each sweep has its minute.
 * Without it the queue would take the sweep's message for a duplicate and drop it.
 */
function order(queue: string, group: string, id: string, body: object, drive: string): WorkOrder {
  return {
    queue,
    message: { group, deduplicationId: drive === '' ? id : `${id}/${drive}`, body: JSON.stringify(body) },
  };
}

/**
 * Messages of one sender stand in line; delivery reports need no order, for a delivery only moves forward; and
 * nothing stands in front of a danger.
 */
export function receiptOrder(
  { phoneNumberId, senderHash, receiptId, kind }: Pick<Receipt, 'phoneNumberId' | 'senderHash' | 'receiptId' | 'kind'>,
  isEmergency: boolean,
  drive = '',
): WorkOrder {
  const body: ReceiptBody = { phoneNumberId, senderHash, receiptId };
  if (isEmergency) return order(QUEUES.emergency.name, receiptId, receiptId, body, drive);
  return order(QUEUES.inbound.name, kind === 'status' ? receiptId : senderHash, receiptId, body, drive);
}

/** `version` sets a second sending of the same message apart from the first. */
export function outboundOrder(body: MessageBody, version: number, drive = ''): WorkOrder {
  return order(QUEUES.outbound.name, body.conversationId, `${body.messageId}/${version}`, body, drive);
}

/** Fetches the file of a message, or removes it when the message is gone. */
export function mediaOrder(body: MessageBody, version: number, drive = ''): WorkOrder {
  return order(QUEUES.media.name, body.messageId, `${body.messageId}/${version}`, body, drive);
}

export function missionOrder(body: MissionBody, drive = ''): WorkOrder {
  return order(QUEUES.missions.name, body.missionId, body.missionId, body, drive);
}
