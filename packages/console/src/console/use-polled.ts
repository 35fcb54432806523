import { ApiError } from '@bos/client/api-error';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useVisible } from '../shared/use-visible.ts';

export interface Polled<T> {
  /** The last that was read; undefined until there is any. */
  readonly value: T | undefined;
  /** Why the last reading failed; undefined when it did not. */
  readonly error: ApiError | undefined;
  /** Reads at once. */
  readonly refresh: () => void;
}

const AFTER_REFUSAL_MILLISECONDS = 10_000;
const AFTER_OUTAGE_MILLISECONDS = 2_000;

interface State<T> {
  readonly key: string;
  readonly value?: T;
  readonly error?: ApiError;
}

/** An outage is to be over as soon as it is over; a refusal does not change by asking again soon. */
function pauseAfter(error: ApiError, usual: number): number {
  const refused = error.status >= 400 && error.status < 500;
  return refused ? Math.max(usual, AFTER_REFUSAL_MILLISECONDS) : Math.min(usual, AFTER_OUTAGE_MILLISECONDS);
}

/**
 * Reads again and again, each time `milliseconds` after the last answer, while somebody can see the page. Another
 * `key` means something else and begins anew.
 */
export function usePolled<T>(key: string, load: (signal: AbortSignal) => Promise<T>, milliseconds = 2_000): Polled<T> {
  const visible = useVisible();
  const [state, setState] = useState<State<T>>({ key });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    if (!visible) return undefined;
    const ending = new AbortController();
    let timer = 0;
    async function read(): Promise<void> {
      let wait = milliseconds;
      try {
        const value = await latest.current(ending.signal);
        if (ending.signal.aborted) return;
        setState({ key, value });
      } catch (error) {
        if (ending.signal.aborted) return;
        const known = apiError(error);
        setState((before) => ({ ...(before.key === key && before), key, error: known }));
        wait = pauseAfter(known, milliseconds);
      }
      timer = window.setTimeout(() => void read(), wait);
    }
    void read();
    return () => {
      ending.abort();
      window.clearTimeout(timer);
    };
  }, [key, visible, milliseconds, round]);

  const current = state.key === key ? state : undefined;
  const refresh = useCallback(() => setRound((before) => before + 1), []);
  return { value: current?.value, error: current?.error, refresh };
}

/** Anything else that is thrown is a defect of this page; it is shown rather than swallowed. */
export function apiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new ApiError({ status: 0, code: 'CONSOLE_DEFECT', detail, cause: error });
}
