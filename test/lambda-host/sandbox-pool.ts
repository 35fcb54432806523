import type { Clock } from '@bos/kernel/clock';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { exited, type InvocationResult, type Outcome, outOfMemory, succeeded, timedOut } from './invocation-result.ts';
import type { Sandbox, SandboxAnswer } from './sandbox.ts';

export interface PoolOptions {
  readonly definition: Pick<FunctionDefinition, 'timeoutSeconds' | 'memoryMegabytes'>;
  readonly functionArn: string;
  readonly clock: Clock;
  /** What comes beyond so many at once waits, where Lambda would start more of them than one machine carries. */
  readonly mostSandboxes: number;
  start(): Sandbox;
}

/** The sandboxes of one function: one for each invocation at the same time, kept for the next. */
export interface SandboxPool {
  /** `payload` is JSON. */
  invoke(requestId: string, payload: string): Promise<InvocationResult>;
  /** Kills all, those at work too: their invocations fail, and the next ones begin anew. */
  kill(): Promise<void>;
  /** Kills all and starts none any more. */
  stop(): Promise<void>;
}

/** The initialisation phase has so long; what overruns is begun again, within the time of the function. */
const INITIALISATION_MILLISECONDS = 10_000;

export function createSandboxPool({ definition, functionArn, clock, mostSandboxes, start }: PoolOptions): SandboxPool {
  const { timeoutSeconds, memoryMegabytes } = definition;
  const idle: Sandbox[] = [];
  const alive = new Set<Sandbox>();
  const inLine: (() => void)[] = [];
  let working = 0;
  let stopped = false;
  const now = (): number => clock.now().getTime();

  async function discard(sandbox: Sandbox): Promise<void> {
    await sandbox.stop();
    alive.delete(sandbox);
  }

  async function begin(milliseconds: number): Promise<{ readonly sandbox: Sandbox; readonly answer: SandboxAnswer }> {
    if (stopped) throw new Error('the host is closed');
    const sandbox = start();
    alive.add(sandbox);
    const answer = await sandbox.next(milliseconds);
    if (answer.kind !== 'ready') await discard(sandbox);
    return { sandbox, answer };
  }

  /** What an answer means for the invocation, and whether the sandbox can go on. */
  function outcomeOf(
    answer: SandboxAnswer,
    requestId: string,
  ): { readonly outcome: Outcome; readonly usable: boolean } {
    switch (answer.kind) {
      case 'succeeded':
      case 'failed':
        // It has answered before anybody looked: Lambda would have killed it earlier.
        if (answer.peakKilobytes > memoryMegabytes * 1_024) return { outcome: outOfMemory(requestId), usable: false };
        if (answer.kind === 'succeeded') return { outcome: succeeded(answer.payload), usable: true };
        return { outcome: { status: 'failed', error: answer.error }, usable: true };
      case 'died':
        return { outcome: { status: 'failed', error: answer.error }, usable: false };
      case 'exited':
        return { outcome: exited(requestId, answer.exitCode, answer.signal), usable: false };
      case 'timed-out':
        return { outcome: timedOut(requestId, timeoutSeconds), usable: false };
      case 'ready':
        throw new Error('the sandbox was ready twice');
      default:
        return answer satisfies never;
    }
  }

  async function kill(): Promise<void> {
    idle.length = 0;
    await Promise.all(Array.from(alive, discard));
  }

  async function run(requestId: string, payload: string): Promise<InvocationResult> {
    const startedAt = now();
    let deadline: number | undefined;
    let sandbox = idle.pop();
    let coldStartMilliseconds: number | undefined;
    if (sandbox === undefined) {
      let begun = await begin(INITIALISATION_MILLISECONDS);
      if (begun.answer.kind === 'timed-out') {
        deadline = now() + timeoutSeconds * 1_000;
        begun = await begin(deadline - now());
      }
      coldStartMilliseconds = now() - startedAt;
      if (begun.answer.kind !== 'ready') {
        const { outcome } = outcomeOf(begun.answer, requestId);
        return { ...outcome, requestId, milliseconds: 0, coldStartMilliseconds, peakMegabytes: undefined };
      }
      sandbox = begun.sandbox;
    }
    const sentAt = now();
    deadline ??= sentAt + timeoutSeconds * 1_000;
    sandbox.send({ requestId, functionArn, deadline, payload });
    const answer = await sandbox.next(deadline - sentAt);
    const milliseconds = now() - sentAt;
    const { outcome, usable } = outcomeOf(answer, requestId);
    if (usable) idle.push(sandbox);
    else await discard(sandbox);
    const peakMegabytes = 'peakKilobytes' in answer ? Math.ceil(answer.peakKilobytes / 1_024) : undefined;
    return { ...outcome, requestId, milliseconds, coldStartMilliseconds, peakMegabytes };
  }

  return {
    async invoke(requestId, payload) {
      if (working >= mostSandboxes) await new Promise<void>((resolve) => inLine.push(resolve));
      else working++;
      try {
        return await run(requestId, payload);
      } finally {
        // The place goes to who is next in line, or is free.
        const next = inLine.shift();
        if (next === undefined) working--;
        else next();
      }
    },
    kill,
    stop() {
      stopped = true;
      return kill();
    },
  };
}
