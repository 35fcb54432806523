import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TaskBehaviour } from './case.ts';

export interface TokenAnswers {
  sendTaskSuccess(token: string, output: unknown): Promise<void>;
  sendTaskFailure(token: string, error: string, cause: string): Promise<void>;
}

/** Functions that behave as a case says, and what they were called with. */
export class FakeFunctions {
  readonly calls = new Map<string, unknown[]>();
  readonly #behaviours: Readonly<Record<string, readonly TaskBehaviour[]>>;
  readonly #answers: () => TokenAnswers;

  /** `answers` is asked when a token is answered: the engine may be made after its functions. */
  constructor(behaviours: Readonly<Record<string, readonly TaskBehaviour[]>>, answers: () => TokenAnswers) {
    this.#behaviours = behaviours;
    this.#answers = answers;
  }

  async invoke(name: string, payload: unknown): Promise<unknown> {
    const calls = this.calls.get(name) ?? [];
    this.calls.set(name, [...calls, payload]);
    const behaviours = this.#behaviours[name] ?? [];
    const behaviour = behaviours[Math.min(calls.length, behaviours.length - 1)];
    await nextTurn();
    switch (behaviour?.does) {
      case 'return':
        return behaviour.value;
      case 'echo':
        return payload;
      case 'throw':
        throw Object.assign(new Error(behaviour.message), { name: behaviour.name });
      case 'hang':
        return new Promise(() => undefined);
      case 'succeedToken':
        await this.#answers().sendTaskSuccess(tokenOf(payload), behaviour.output);
        return null;
      case 'failToken':
        await this.#answers().sendTaskFailure(tokenOf(payload), behaviour.error, behaviour.cause);
        return null;
      case undefined:
        throw new Error(`the case has no function ${name}`);
    }
  }
}

export function tokenOf(payload: unknown): string {
  if (typeof payload === 'object' && payload !== null && 'token' in payload) return String(payload.token);
  throw new Error('the payload holds no token');
}
