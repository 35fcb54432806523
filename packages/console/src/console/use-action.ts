import type { ApiError } from '@bos/client/api-error';
import { useState } from 'react';
import { apiError } from './use-polled.ts';

export interface Action {
  readonly busy: boolean;
  readonly error: ApiError | undefined;
  /** Does it unless something is being done already; true when it went well. */
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** Something that a person does by a click: one at a time, and its failure stays in sight. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();

  async function run(work: () => Promise<unknown>): Promise<boolean> {
    if (busy) return false;
    setBusy(true);
    setError(undefined);
    try {
      await work();
      return true;
    } catch (reason) {
      setError(apiError(reason));
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { busy, error, run };
}
