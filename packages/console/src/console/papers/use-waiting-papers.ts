import type { Client } from '@bos/client/client';
import { operations } from '@bos/client/operations';
import { useState } from 'react';
import { type Loaded, loadPages } from '../load-pages.ts';
import { type Polled, usePolled } from '../use-polled.ts';
import type { WaitingPapersView } from '../views.ts';

export interface WaitingPapers extends Polled<Loaded<WaitingPapersView>> {
  /** Reads one page more. */
  readonly more: () => void;
}

const LOOKING_MILLISECONDS = 4_000;
const ELSEWHERE_MILLISECONDS = 10_000;
const NOTHING = { items: [], more: false };

interface WaitingPapersOptions {
  readonly buildingId: string;
  readonly mayLook: boolean;
  /** Whether the list itself is on the screen, and not only how many wait. */
  readonly isLooking: boolean;
}

/** The check-ins that wait to be looked at: one request for each hundred, and none for who may not look at them. */
export function useWaitingPapers(client: Client, options: WaitingPapersOptions): WaitingPapers {
  const { buildingId, mayLook, isLooking } = options;
  const [pages, setPages] = useState(1);
  const list = usePolled(
    `papers ${buildingId} ${mayLook} ${pages}`,
    async (signal) =>
      mayLook
        ? loadPages(pages, (cursor) =>
            client.call(operations.listCheckIns, {
              params: { buildingId },
              query: { status: 'submitted', limit: 100, cursor },
              signal,
            }),
          )
        : NOTHING,
    isLooking ? LOOKING_MILLISECONDS : ELSEWHERE_MILLISECONDS,
  );
  return { ...list, more: () => setPages(pages + 1) };
}
