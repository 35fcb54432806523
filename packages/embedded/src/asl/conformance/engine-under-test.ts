import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Cancel, Timers } from '@bos/kernel/timers';
import { seededIds, type VirtualClock, virtualClock } from '@bos/testing/clocks';
import type { TaskInvoker } from '../dispatcher.ts';
import { type AslEngine, type ExecutionDescription, openEngine } from '../engine.ts';
import { loadStateMachine } from '../state-machine.ts';

export interface EngineUnderTest {
  readonly engine: AslEngine;
  readonly clock: VirtualClock;
  /** Lets everything happen that needs no time to pass. */
  quiet(): Promise<void>;
  /** Moves time on until the execution has ended; gives up after ten virtual days. */
  finished(name: string): Promise<ExecutionDescription>;
}

export interface UnderTestOptions {
  readonly definition: string;
  readonly invoke: TaskInvoker;
  readonly databasePath?: string;
  readonly concurrency?: number;
  readonly startedAt?: Date;
  readonly seed?: number;
}

const QUIET_TURNS = 12;
const LONGEST_MILLISECONDS = 10 * 86_400_000;

/** Timers that know when the next of them is due, so that time moves exactly there. */
class WatchedTimers implements Timers {
  readonly #clock: VirtualClock;
  readonly #due = new Map<symbol, number>();

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  after(milliseconds: number, run: () => void): Cancel {
    const key = Symbol('timer');
    this.#due.set(key, this.#clock.now().getTime() + milliseconds);
    const cancel = this.#clock.timers.after(milliseconds, () => {
      this.#due.delete(key);
      run();
    });
    return () => {
      this.#due.delete(key);
      cancel();
    };
  }

  /** Milliseconds until the next timer fires. */
  untilNext(): number {
    if (this.#due.size === 0) throw new Error('nothing is going to happen any more');
    return Math.max(0, Math.min(...this.#due.values()) - this.#clock.now().getTime());
  }
}

/** Our engine on a virtual clock and, unless a path is given, a journal in memory. */
export function engineUnderTest(options: UnderTestOptions): EngineUnderTest {
  const { definition, invoke, databasePath = ':memory:', concurrency = 100 } = options;
  const clock = virtualClock(options.startedAt);
  const timers = new WatchedTimers(clock);
  const engine = openEngine({
    databasePath,
    stateMachine: loadStateMachine(definition, {}),
    invoke,
    clock,
    ids: seededIds(clock, options.seed),
    timers,
    concurrency,
    onFault: (error) => {
      throw error;
    },
  });
  const quiet = async () => {
    for (let turn = 0; turn < QUIET_TURNS; turn++) await nextTurn();
  };
  const finished = async (name: string) => {
    const start = clock.now().getTime();
    await quiet();
    while (engine.describe(name).status === 'RUNNING') {
      if (clock.now().getTime() - start > LONGEST_MILLISECONDS) throw new Error(`${name} does not end`);
      await clock.advance(timers.untilNext());
      await quiet();
    }
    return engine.describe(name);
  };
  return { engine, clock, quiet, finished };
}
