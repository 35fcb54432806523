import { fetchMedia } from '@bos/conversations/media/fetch-media';
import { parseInput } from '@bos/kernel/parse';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Ports } from '../ports/ports.ts';
import { QUEUES } from '../queue-definitions.ts';
import { processFifoBatch } from './fifo-batch.ts';
import { messageBody } from './queue-bodies.ts';

type MediaPorts = Pick<Ports, 'table' | 'clock' | 'documents' | 'log'> & {
  readonly whatsapp: Pick<Ports['whatsapp'], 'media'>;
};

/** Fetches the files of received messages. At the last delivery the message says that it failed: no dead letter. */
export function build({ table, clock, documents, log, whatsapp }: MediaPorts) {
  const dependencies = { table, clock, documents, log, source: whatsapp.media };
  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    processFifoBatch(
      event,
      async (body, { attributes }) => {
        const attempt = Number(attributes.ApproximateReceiveCount);
        const isLast = attempt >= QUEUES.media.maxReceives;
        await fetchMedia(dependencies, parseInput(messageBody, body, 'media queue message'), { attempt, isLast });
      },
      log,
    );
}
