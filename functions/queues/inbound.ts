import { handleReceipt } from '@bos/agents/persona/handle-receipt';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Ports } from '../ports/ports.ts';
import { processFifoBatch } from './fifo-batch.ts';
import { receiptBody } from './queue-bodies.ts';

type InboundPorts = Pick<Ports, 'table' | 'blindIndex' | 'clock' | 'log' | 'language'>;

/** Reads received messages and delivery reports: the persona's turn. Serves the emergency queue as well. */
export function build(ports: InboundPorts) {
  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    processFifoBatch(event, (body) => handleReceipt(ports, receiptBody.parse(body)), ports.log);
}
