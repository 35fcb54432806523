import type { RetrierDefinition } from './definition.ts';
import type { Template } from './template.ts';

/** States as they run: every JSONata field compiled and checked. */

export interface Effects {
  readonly output: Template | undefined;
  readonly assign: Template | undefined;
}

interface Named {
  readonly name: string;
}

export interface Flowing extends Named, Effects {
  /** undefined ends the execution or the iteration. */
  readonly next: string | undefined;
}

export interface Catcher extends Effects {
  readonly errorEquals: readonly string[];
  readonly next: string;
}

export interface Recovery {
  readonly retry: readonly RetrierDefinition[];
  readonly catch: readonly Catcher[];
}

export interface TaskState extends Flowing, Recovery {
  readonly type: 'Task';
  readonly waitsForToken: boolean;
  readonly arguments: Template;
  readonly timeoutSeconds: Template | undefined;
  readonly heartbeatSeconds: Template | undefined;
}

export interface MapState extends Flowing, Recovery {
  readonly type: 'Map';
  readonly items: Template;
  readonly itemSelector: Template | undefined;
  readonly maxConcurrency: Template;
  readonly startAt: string;
}

export interface ChoiceRule extends Effects {
  readonly condition: Template;
  readonly next: string;
}

export interface ChoiceState extends Named, Effects {
  readonly type: 'Choice';
  readonly rules: readonly ChoiceRule[];
  readonly default: string | undefined;
}

export interface WaitState extends Flowing {
  readonly type: 'Wait';
  readonly seconds: Template | undefined;
  readonly timestamp: Template | undefined;
}

export interface PassState extends Flowing {
  readonly type: 'Pass';
}

export interface SucceedState extends Named {
  readonly type: 'Succeed';
  readonly output: Template | undefined;
}

export interface FailState extends Named {
  readonly type: 'Fail';
  readonly error: Template | undefined;
  readonly cause: Template | undefined;
}

export type State = TaskState | MapState | ChoiceState | WaitState | PassState | SucceedState | FailState;
