import { noteReading } from '@bos/buildings/devices/readings/note-reading';
import { parseInput } from '@bos/kernel/parse';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Ports } from '../ports/ports.ts';
import { deviceBody } from './device-bodies.ts';
import { processFifoBatch } from './fifo-batch.ts';

/** Keeps what devices report, those of one device in line, and sees to their troubles. */
export function build({ table, clock, log }: Pick<Ports, 'table' | 'clock' | 'log'>) {
  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    processFifoBatch(
      event,
      async (raw) => {
        const body = parseInput(deviceBody, raw, 'devices queue message');
        if (body.kind === 'reading') {
          const { buildingId, deviceId: item } = body.reading;
          const noted = await noteReading({ table }, body.reading);
          // Whoever sends it again would be told the same: it is dropped, and the operator sees it.
          if (noted.kind === 'unknown_device' || noted.kind === 'unfit_measure') {
            log.warn('device.reading_dropped', { buildingId, item, status: noted.kind });
          }
          return;
        }
        // Rare beside readings, so its code is loaded by the first.
        const { seeToEpisode } = await import('./see-to-episode.ts');
        const { buildingId, episodeId } = body;
        if (await seeToEpisode(table, body, clock.now())) {
          log.warn('device.trouble_told', { buildingId, item: episodeId });
        }
      },
      log,
    );
}
