import { deliverMessage } from '@bos/conversations/messages/deliver-message';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Ports } from '../ports/ports.ts';
import { processFifoBatch } from './fifo-batch.ts';
import { messageBody } from './queue-bodies.ts';

type OutboundPorts = Pick<Ports, 'table' | 'clock' | 'blindIndex' | 'log' | 'metrics'> & {
  readonly whatsapp: Pick<Ports['whatsapp'], 'sender'>;
};

/** Delivers the messages of the outbox, each conversation in order. */
export function build({ table, clock, blindIndex, log, metrics, whatsapp }: OutboundPorts) {
  const dependencies = { table, clock, blindIndex, log, sender: whatsapp.sender };
  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    processFifoBatch(
      event,
      async (body) => {
        const outcome = await deliverMessage(dependencies, messageBody.parse(body));
        if (outcome !== 'nothing') metrics.count('ReplyDelivery', outcome);
      },
      log,
    );
}
