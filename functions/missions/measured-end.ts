import { createReplyWriter } from '@bos/agents/director/reply/reply-writer';
import type { ReplyWriter } from '@bos/missions/coordinator/conclude-mission';
import type { Ports } from '../ports/ports.ts';

/**
 * Lets a mission be ended, and measures how long it took. Whoever finds it ended already writes no reply, and has no end
 * to measure.
 */
export async function measuredEnd<R extends { readonly status: string }>(
  { table, metrics }: Pick<Ports, 'table' | 'metrics'>,
  end: (reply: ReplyWriter) => Promise<R>,
): Promise<R> {
  const reply = createReplyWriter(table);
  let milliseconds: number | undefined;
  const result = await end((mission, steps, at) => {
    milliseconds = at.getTime() - Date.parse(mission.requestedAt);
    return reply(mission, steps, at);
  });
  if (milliseconds !== undefined) metrics.duration('MissionEnded', milliseconds, result.status);
  return result;
}
