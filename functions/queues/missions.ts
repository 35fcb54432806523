import { parseInput } from '@bos/kernel/parse';
import type { MissionRunner } from '@bos/missions/missions/mission-runner';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Ports } from '../ports/ports.ts';
import { processFifoBatch } from './fifo-batch.ts';
import { missionBody } from './queue-bodies.ts';

/** Starts requested missions. Starting one that runs, or has run, changes nothing. */
export function build({ missions, log }: Pick<Ports, 'log'> & { readonly missions: Pick<MissionRunner, 'start'> }) {
  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    processFifoBatch(
      event,
      async (body) => {
        const { buildingId, missionId } = parseInput(missionBody, body, 'missions queue message');
        await missions.start(missionId, { buildingId, missionId });
        log.info('mission.started', { buildingId, missionId });
      },
      log,
    );
}
