import { receiptEntity } from '@bos/conversations/channels/receipt';
import { interpretMessage } from '@bos/conversations/whatsapp/inbound-message';
import { readChange } from '@bos/table/change-record';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { Ports } from '../ports/ports.ts';
import { type Readings, SUBSCRIPTIONS } from './subscriptions.ts';

const BY_TYPE = Map.groupBy(SUBSCRIPTIONS, ({ event }) => event.entity);

type RouterPorts = Pick<Ports, 'table' | 'queues' | 'language' | 'log'>;

/**
 * The one consumer of the table's changes. It only routes: a change that is an event somebody subscribed to becomes a
 * message in a queue. A batch that fails is delivered again; the queues drop what they had already.
 */
export function build({ table, queues, language, log }: RouterPorts) {
  const readings: Readings = {
    /** A message that cannot be read here is routed in line; its worker will say what is wrong with it. */
    async isEmergency(item) {
      const receipt = await table.decode(receiptEntity, item);
      if (receipt === undefined) return undefined;
      try {
        const { text } = interpretMessage(receipt.body);
        if (text === undefined) return false;
        return (await language.detectEmergency())(text) !== undefined;
      } catch (error) {
        log.error('router.message_unreadable', error, { phoneNumberId: receipt.phoneNumberId });
        return false;
      }
    },
  };

  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const orders = await Promise.all(
      event.Records.map(readChange).flatMap((change) => {
        const { type = '' } = change.after ?? change.before ?? {};
        return (BY_TYPE.get(type) ?? []).map(({ orderFor }) => orderFor(change, readings));
      }),
    );
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
