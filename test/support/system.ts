import type { ApiCaller } from './api-caller.ts';
import type { CloudOptions } from './cloud/cloud-system.ts';
import { type OneMachineOptions, startOneMachine } from './one-machine.ts';
import type { QueueDepths } from './queue-depths.ts';
import type { Target } from './target.ts';

export { freshDataDir, removeDataDir } from './data-dir.ts';

/** The whole system, as a test sees it: the same for each target. */
export interface System extends ApiCaller {
  readonly url: string;
  /** What it leaves on this machine. */
  readonly dataDir: string;
  /** What it wrote to its log so far. */
  log(): string;
  /** A token of somebody who has this role in the demo building. */
  token(role: string): Promise<string>;
  /** A genuine token of somebody who is in no building. */
  strangersToken(): Promise<string>;
  queues(): Promise<readonly QueueDepths[]>;
  /** Resolves when every change that the table has seen by now is where its work is done. */
  routed(): Promise<void>;
  /**
   * SIGKILL to all that works, in the middle of whatever it does, and back to work on what it has left: the process is
   * started again, or the platform begins new sandboxes. Nothing gets a chance to clean up.
   */
  crash(): Promise<void>;
  /** Ends cleanly. */
  stop(): Promise<void>;
}

/** In a process of its own, as an operator starts it. */
export interface OneMachine extends System {
  readonly target: 'one-machine';
  /** Milliseconds from the start of the process to the ready line. */
  readonly readyAfter: number;
  /** Runs `bos …` against it and gives what it printed. */
  bos(...parameters: readonly string[]): Promise<string>;
  /** SIGKILL to the system and to its table engine at the same moment; it stays down. */
  kill(): Promise<void>;
}

/** The bundled functions, set off by engines and event sources that play AWS. */
export interface Cloud extends System {
  readonly target: 'cloud';
}

interface Systems {
  'one-machine': OneMachine;
  cloud: Cloud;
}

/** `SystemUnderTest<Target>` is what both have in common, until a test asks which it is. */
export type SystemUnderTest<T extends Target = 'one-machine'> = Systems[T];

export type StartOptions = OneMachineOptions & CloudOptions;

/** Starts the system with the demo building; on this machine unless told. */
export async function startSystemUnderTest<T extends Target = 'one-machine'>(
  options?: StartOptions & { readonly target?: T },
): Promise<SystemUnderTest<T>>;
export async function startSystemUnderTest({
  target,
  ...options
}: StartOptions & { readonly target?: Target } = {}): Promise<SystemUnderTest<Target>> {
  if (target !== 'cloud') return startOneMachine(options);
  // It brings esbuild and the clients of many services along.
  const { startCloud } = await import('./cloud/cloud-system.ts');
  return startCloud(options);
}
