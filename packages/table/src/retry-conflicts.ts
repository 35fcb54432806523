import { WriteConflictError } from './write.ts';

const MOST_ATTEMPTS = 5;

/**
 * Runs a read-decide-write again, from its read on, when somebody wrote in between: five times at the most, for writers
 * of one item are few. `run` gets the number of the attempt, from 1. The last conflict is thrown and left to the caller's
 * own retry.
 */
export async function retryConflicts<T>(run: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run(attempt);
    } catch (error) {
      if (!(error instanceof WriteConflictError) || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}
