import type { Facts } from './facts.ts';

const MOST_PROBLEMS = 40;

/** Why a rehearsal cannot go on; its message may have several lines. */
export class RehearsalError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RehearsalError';
  }
}

export interface Report {
  /** Whether anything went wrong so far. */
  readonly failed: boolean;
  /** Something that the rest builds upon: its failure is printed and ends the rehearsal. `work` says what came of it. */
  step(name: string, work: () => Promise<string>): Promise<void>;
  /** Something that is looked at: what is wrong is printed, and the rehearsal goes on. */
  look(name: string, facts: Facts, work: () => Promise<string>): Promise<void>;
  /** A heading with lines below it. */
  list(heading: string, lines: readonly string[]): void;
}

/** A line a step, with its seconds, as soon as it has ended. */
export function printReport(print: (line: string) => void, now: () => number): Report {
  let failed = false;
  const row = (verdict: string, name: string, startedAt: number, detail: string): void => {
    const seconds = ((now() - startedAt) / 1_000).toFixed(1).padStart(6);
    print(`${verdict.padEnd(5)}${seconds} s  ${name.padEnd(28)}${detail}`);
  };
  return {
    get failed() {
      return failed;
    },
    async step(name, work) {
      const startedAt = now();
      try {
        row('ok', name, startedAt, await work());
      } catch (error) {
        failed = true;
        row('FAIL', name, startedAt, error instanceof Error ? error.message : String(error));
        throw error;
      }
    },
    async look(name, facts, work) {
      const startedAt = now();
      const detail = await work().catch((error: unknown) => {
        facts.hold(name, error instanceof Error ? error.message : String(error));
        return 'broke off';
      });
      const { problems } = facts;
      if (problems.length === 0) {
        row('ok', name, startedAt, detail);
        return;
      }
      failed = true;
      row('FAIL', name, startedAt, `${problems.length} of ${facts.count} are not as they should be`);
      for (const problem of problems.slice(0, MOST_PROBLEMS)) print(`       ${problem}`);
      if (problems.length > MOST_PROBLEMS) print(`       … and ${problems.length - MOST_PROBLEMS} more`);
    },
    list(heading, lines) {
      print('');
      print(heading);
      for (const line of lines) print(`  ${line}`);
    },
  };
}
