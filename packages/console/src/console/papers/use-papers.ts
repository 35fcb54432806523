import type { SentBodyOf, Versioned } from '@bos/client/client';
import { operations } from '@bos/client/operations';
import type { reviewCheckInRoute } from '@bos/stays/check-in/check-in-routes';
import { useEffect, useState } from 'react';
import { useAction } from '../use-action.ts';
import { apiError } from '../use-polled.ts';
import type { PapersView } from '../views.ts';
import { useWorkplace } from '../workplace.ts';
import { type Meanwhile, meanwhileOf } from './meanwhile.ts';

export type Decision = SentBodyOf<typeof reviewCheckInRoute>;

/** Links to documents live five minutes; a little less, for the way here has taken some of it. */
const SHOWN_MILLISECONDS = 5 * 60_000 - 5_000;

interface Opened {
  readonly seen: Versioned<PapersView>;
  readonly meanwhile?: Meanwhile;
  readonly decided?: Decision['status'];
}

export interface Papers extends Pick<ReturnType<typeof useAction>, 'busy' | 'error'> {
  /** As they were last read; nothing is read before somebody opens them, for each look is recorded. */
  readonly opened: PapersView | undefined;
  /** Whether the links of the documents still hold. */
  readonly isShown: boolean;
  /** What came between the look and an attempt to decide. */
  readonly meanwhile: Meanwhile | undefined;
  readonly decided: Decision['status'] | undefined;
  readonly open: () => Promise<void>;
  /** About the version that was looked at. When another one stands that is read, and nothing is decided. */
  readonly decide: (decision: Decision) => Promise<void>;
}

/**
 * The papers of one reservation, while somebody looks at them. Their links are kept nowhere else. `submittedAt`: of those that
 * wait, if any do; when the guest has sent others after a decision all begins anew.
 */
export function usePapers(reservationId: string, submittedAt: string | undefined): Papers {
  const { client, buildingId } = useWorkplace();
  const params = { buildingId, reservationId };
  const [latest, setOpened] = useState<Opened>();
  const [isShown, setShown] = useState(false);
  const { busy, error, run } = useAction();

  const isAnew =
    latest?.decided !== undefined && submittedAt !== undefined && submittedAt !== latest.seen.body.submittedAt;
  const opened = isAnew ? undefined : latest;
  const seen = opened?.seen;
  useEffect(() => {
    if (!isShown || seen === undefined) return undefined;
    const timer = window.setTimeout(() => setShown(false), SHOWN_MILLISECONDS);
    return () => window.clearTimeout(timer);
  }, [isShown, seen]);

  async function read(before?: PapersView): Promise<void> {
    const found = await client.callVersioned(operations.getCheckIn, { params });
    setOpened({ seen: found, ...(before && { meanwhile: meanwhileOf(before, found.body) }) });
    setShown(true);
  }

  async function review(looked: Versioned<PapersView>, decision: Decision): Promise<void> {
    const { body, version } = looked;
    try {
      const ifMatch = version === undefined ? {} : { ifMatch: version };
      await client.call(operations.reviewCheckIn, { params, body: decision, ...ifMatch });
    } catch (reason) {
      if (apiError(reason).status !== 412) throw reason;
      return read(body);
    }
    setOpened({ seen: looked, decided: decision.status });
    setShown(false);
  }

  return {
    busy,
    error,
    opened: seen?.body,
    isShown,
    meanwhile: opened?.meanwhile,
    decided: opened?.decided,
    open: async () => void (await run(() => read())),
    decide: async (decision) => void (seen && (await run(() => review(seen, decision)))),
  };
}
