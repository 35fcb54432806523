import type { ResponseOf } from '@bos/http/route';
import type { ownCheckInRoute } from '@bos/stays/check-in/check-in-link-routes';

/** All that the page knows of a guest's check-in. */
export type OwnCheckIn = ResponseOf<typeof ownCheckInRoute>;

/** What the guest has before them. */
export type Stage = 'documents' | 'refused' | 'waiting' | 'ready' | 'over';

/** Whom the desk has let in has nothing to send any more, whatever they had sent. */
export function stageOf({ status, phase, arrived }: Pick<OwnCheckIn, 'status' | 'phase' | 'arrived'>): Stage {
  if (phase === 'over') return 'over';
  if (arrived) return 'ready';
  switch (status) {
    case 'invited':
      return 'documents';
    case 'submitted':
      return 'waiting';
    case 'refused':
      return 'refused';
    case 'approved':
      return 'ready';
  }
}

/** What somebody else decides is asked for soon; what only a day changes, seldom. */
export function pollMilliseconds(stage: Stage | undefined): number {
  return stage === 'waiting' ? 10_000 : 60_000;
}
