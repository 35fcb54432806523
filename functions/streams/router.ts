import { type Receipt, receiptEntity } from '@bos/conversations/channels/receipt';
import { messageEntity } from '@bos/conversations/messages/message';
import { interpretMessage } from '@bos/conversations/whatsapp/inbound-message';
import { missionEntity } from '@bos/missions/missions/mission';
import { type ChangeRecord, readChange } from '@bos/table/change-record';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { Ports } from '../ports/ports.ts';
import { messageBody, missionBody } from '../queues/queue-bodies.ts';
import { missionOrder, outboundOrder, receiptOrder, type WorkOrder } from '../work-orders.ts';

type RouterPorts = Pick<Ports, 'table' | 'queues' | 'language' | 'log'>;

/** Whether the item came into this state with this change. */
function entered({ before, after }: ChangeRecord, field: string, value: string): boolean {
  return after?.data[field] === value && before?.data[field] !== value;
}

/**
 * The one consumer of the table's changes. It only routes: received messages, queued replies and requested missions
 * go to their queues. A batch that fails is delivered again; the queues drop what they had already.
 */
export function build({ table, queues, language, log }: RouterPorts) {
  /** A message that cannot be read here is routed in line; its worker will say what is wrong with it. */
  async function isEmergency(receipt: Receipt): Promise<boolean> {
    if (receipt.kind !== 'message') return false;
    try {
      const { text } = interpretMessage(receipt.body);
      if (text === undefined) return false;
      return (await language.detectEmergency())(text) !== undefined;
    } catch (error) {
      log.error('router.message_unreadable', error, { phoneNumberId: receipt.phoneNumberId });
      return false;
    }
  }

  async function orderOf(change: ChangeRecord): Promise<WorkOrder | undefined> {
    const { after } = change;
    switch (after?.type) {
      case receiptEntity.type: {
        const receipt = entered(change, 'state', 'received') ? await table.decode(receiptEntity, after) : undefined;
        return receipt && receiptOrder(receipt, await isEmergency(receipt));
      }
      case messageEntity.type:
        return entered(change, 'status', 'queued')
          ? outboundOrder(messageBody.parse(after.data), after.version)
          : undefined;
      case missionEntity.type:
        return entered(change, 'status', 'requested') ? missionOrder(missionBody.parse(after.data)) : undefined;
      default:
        return undefined;
    }
  }

  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const orders = await Promise.all(event.Records.map((record) => orderOf(readChange(record))));
    const byQueue = Map.groupBy(
      orders.filter((order) => order !== undefined),
      ({ queue }) => queue,
    );
    await Promise.all(
      Array.from(byQueue, ([queue, entries]) =>
        queues.send(
          queue,
          entries.map(({ message }) => message),
        ),
      ),
    );
    return { batchItemFailures: [] };
  };
}
