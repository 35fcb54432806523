import { type HandledReceipt, handleReceipt } from '@bos/agents/persona/handle-receipt';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Ports } from '../ports/ports.ts';
import { processFifoBatch } from './fifo-batch.ts';
import { receiptBody } from './queue-bodies.ts';

type InboundPorts = Pick<Ports, 'table' | 'blindIndex' | 'clock' | 'log' | 'language' | 'metrics'>;

/** Reads received messages and delivery reports: the persona's turn. Serves the emergency queue as well. */
export function build(ports: InboundPorts) {
  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    processFifoBatch(
      event,
      async (body) => {
        const handled = await handleReceipt(ports, receiptBody.parse(body));
        if (handled) record(ports, handled);
      },
      ports.log,
    );
}

function record({ metrics, clock }: InboundPorts, { kind, receivedAt, danger, reported }: HandledReceipt): void {
  metrics.duration('MessageProcessed', clock.now().getTime() - Date.parse(receivedAt), kind);
  if (danger !== undefined) metrics.count('EmergencyDetected', danger);
  if (reported === 'delivered' || reported === 'failed') metrics.count('ReplyDelivery', reported);
}
