import { WriteConflictError } from '@bos/table/write';

const MAX_TRIES = 5;

/**
 * Runs a read-decide-write again when somebody wrote in between, five times at the most; then the conflict is the
 * caller's, whose queue tries again later. `run` gets the number of the try, from 1.
 */
export async function rereading<T>(run: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run(attempt);
    } catch (error) {
      if (!(error instanceof WriteConflictError) || attempt >= MAX_TRIES) throw error;
    }
  }
}
