import { useState } from 'react';
import { type Loaded, loadPages, type PageOf } from '../load-pages.ts';
import { type Polled, usePolled } from '../use-polled.ts';

export interface DayList<T> extends Polled<Loaded<T>> {
  /** Reads one page more. */
  readonly more: () => void;
}

/** What is past or to come changes seldom. */
const TODAY_MILLISECONDS = 5_000;
const OTHER_DAY_MILLISECONDS = 30_000;

/** One of the lists of a day: a request for each hundred lines. */
export function useDayList<T>(
  name: string,
  isToday: boolean,
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<PageOf<T>>,
): DayList<T> {
  const [pages, setPages] = useState(1);
  const list = usePolled(
    `${name} ${pages}`,
    (signal) => loadPages(pages, (cursor) => load(cursor, signal)),
    isToday ? TODAY_MILLISECONDS : OTHER_DAY_MILLISECONDS,
  );
  return { ...list, more: () => setPages(pages + 1) };
}
