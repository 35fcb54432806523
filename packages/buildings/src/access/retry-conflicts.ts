import { WriteConflictError } from '@bos/table/write';

const MOST_ATTEMPTS = 5;

/** Runs a read-and-write again, from its read on, when somebody wrote in between: five times at the most. */
export async function retryConflicts<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof WriteConflictError) || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}
