import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Timers } from '@bos/kernel/timers';
import type { InvocationMessage } from './invocation-message.ts';
import { type SandboxReply, sandboxReplySchema } from './sandbox-reply.ts';

const RUNTIME = fileURLToPath(new URL('sandbox.child.ts', import.meta.url));

export interface SandboxOptions {
  /** Holds `index.mjs`; the process works in it. */
  readonly folder: string;
  /** All of the process's environment. */
  readonly variables: Readonly<Record<string, string>>;
  readonly memoryMegabytes: number;
  /** Takes each line that the function prints. */
  readonly onLine: (line: string) => void;
  readonly timers: Timers;
}

/** The process ended: a signal, or an exit code. */
export interface SandboxExit {
  readonly kind: 'exited';
  readonly exitCode: number | null;
  readonly signal: string | null;
}

export type SandboxAnswer = SandboxReply | SandboxExit | { readonly kind: 'timed-out' };

/** A process with one function in it, which does one thing at a time. */
export interface Sandbox {
  /** Its next word, waited for no longer than that. */
  next(milliseconds: number): Promise<SandboxAnswer>;
  /** Sends the event; `next` gives the outcome. */
  send(message: InvocationMessage): void;
  /** Kills the process; resolves when it is gone. */
  stop(): Promise<void>;
}

/** Nine tenths of the memory for V8's heap, as Lambda sets its Node.js runtimes; the rest is for buffers. */
function heapLimits(memoryMegabytes: number): string[] {
  const youngSpace = Math.max(1, Math.floor(memoryMegabytes / 20 / 3));
  return [`--max-old-space-size=${Math.floor((memoryMegabytes * 9) / 10)}`, `--max-semi-space-size=${youngSpace}`];
}

/** Starts the process; its first word is `ready`, or why it cannot be. */
export function startSandbox({ folder, variables, memoryMegabytes, onLine, timers }: SandboxOptions): Sandbox {
  const child: ChildProcess = fork(RUNTIME, {
    cwd: folder,
    env: { ...variables },
    execArgv: heapLimits(memoryMegabytes),
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const output of [child.stdout, child.stderr]) if (output) createInterface(output).on('line', onLine);

  // Nothing is lost that comes before it is asked for.
  const answers: SandboxAnswer[] = [];
  let take: ((answer: SandboxAnswer) => void) | undefined;
  const give = (answer: SandboxAnswer): void => {
    if (take === undefined) answers.push(answer);
    else take(answer);
  };
  child.on('message', (message) => give(sandboxReplySchema.parse(message)));
  const gone = new Promise<void>((resolve) => {
    // After its last message, other than `exit`.
    child.once('close', (exitCode, signal) => {
      give({ kind: 'exited', exitCode, signal });
      resolve();
    });
    child.once('error', () => {
      give({ kind: 'exited', exitCode: null, signal: null });
      if (child.pid === undefined) resolve();
    });
  });

  return {
    next(milliseconds) {
      const before = answers.shift();
      if (before !== undefined) return Promise.resolve(before);
      return new Promise((resolve) => {
        const cancel = timers.after(milliseconds, () => take?.({ kind: 'timed-out' }));
        take = (answer) => {
          cancel();
          take = undefined;
          resolve(answer);
        };
      });
    },
    send(message) {
      // A process that has just died says so itself.
      child.send(message, () => undefined);
    },
    async stop() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
