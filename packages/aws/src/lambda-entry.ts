import { withDeadline } from '@bos/kernel/deadline';
import { systemTimers, type Timers } from '@bos/kernel/timers';

/** What a function needs of Lambda's context. */
export interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

/**
 * Time to say what could not be done (a batch's failures, a log line, an answer) before Lambda stops the process and
 * nobody says anything, in milliseconds.
 */
const MARGIN = 500;

/** The invocation's time is nearly over: what it waited for was given up. */
export class InvocationDeadlineError extends Error {
  constructor() {
    super('The time of this invocation is over.');
    this.name = 'InvocationDeadlineError';
  }
}

/** The handler with the invocation's deadline around it: no call to AWS outlives it, whatever is in its way. */
export function lambdaEntry<Event, Result>(
  handle: (event: Event, context: InvocationContext) => Promise<Result>,
  timers: Timers = systemTimers,
): (event: Event, context: InvocationContext) => Promise<Result> {
  return async (event, context) => {
    const deadline = new AbortController();
    const cancel = timers.after(context.getRemainingTimeInMillis() - MARGIN, () =>
      deadline.abort(new InvocationDeadlineError()),
    );
    try {
      return await withDeadline(deadline.signal, () => handle(event, context));
    } finally {
      cancel();
    }
  };
}
