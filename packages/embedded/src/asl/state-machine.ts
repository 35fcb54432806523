import { sha256 } from '@bos/kernel/hash';
import { compileScope } from './compile.ts';
import { parseDefinition } from './definition.ts';
import type { State } from './state.ts';
import { checkStructure } from './structure.ts';
import { substitute } from './substitution.ts';

export interface StateMachine {
  /** The definition after substitution; executions keep the one that they started with. */
  readonly source: string;
  readonly hash: string;
  readonly startAt: string;
  /** Of the whole execution; undefined means without limit. */
  readonly timeoutSeconds: number | undefined;
  /** Every state, those inside Map included: names are unique in a definition. */
  readonly states: ReadonlyMap<string, State>;
}

/**
 * Loads an Amazon States Language definition (JSONata mode, JSON text) and replaces its `${Name}`.
 * Whatever the interpreter would not run as Step Functions does is refused here with an AslDefinitionError that
 * names the state and the field.
 */
export function loadStateMachine(source: string, substitutions: Readonly<Record<string, string>>): StateMachine {
  const substituted = substitute(source, substitutions);
  const definition = parseDefinition(substituted);
  checkStructure(definition);
  return {
    source: substituted,
    hash: sha256(substituted),
    startAt: definition.StartAt,
    timeoutSeconds: definition.TimeoutSeconds,
    states: compileScope(definition),
  };
}
