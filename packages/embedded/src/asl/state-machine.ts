import { sha256 } from '@bos/kernel/hash';
import { compileScope } from './compile.ts';
import { parseDefinition } from './definition.ts';
import { AslDefinitionError, type AslFault, type ReportFault } from './definition-error.ts';
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

function compileMachine(
  source: string,
  substitutions: Readonly<Record<string, string>>,
  report: ReportFault,
): StateMachine | undefined {
  const substituted = substitute(source, substitutions, report);
  const definition = parseDefinition(substituted, report);
  if (definition === undefined) return undefined;
  checkStructure(definition, report);
  return {
    source: substituted,
    hash: sha256(substituted),
    startAt: definition.StartAt,
    timeoutSeconds: definition.TimeoutSeconds,
    states: compileScope(definition, report),
  };
}

/**
 * Everything for which `loadStateMachine` would refuse the definition. Where one does not even have the right fields, no
 * more than that is found.
 */
export function definitionFaults(source: string, substitutions: Readonly<Record<string, string>>): readonly AslFault[] {
  const faults: AslFault[] = [];
  compileMachine(source, substitutions, (fault) => faults.push(fault));
  return faults;
}

/**
 * Loads an Amazon States Language definition (JSONata mode, JSON text) and replaces its `${Name}`.
 * Whatever the interpreter would not run as Step Functions does is refused here with an AslDefinitionError that
 * names the state and the field.
 */
export function loadStateMachine(source: string, substitutions: Readonly<Record<string, string>>): StateMachine {
  const machine = compileMachine(source, substitutions, (fault) => {
    throw new AslDefinitionError(fault);
  });
  if (machine === undefined) throw new TypeError('a definition was refused without a reason');
  return machine;
}
