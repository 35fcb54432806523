import type { StateDefinition } from '@bos/embedded/asl/definition';

/** `$.missionId`, `$$.Execution.Id`, `States.Format('{}', $.a)`; a text that is JSONata stands in `{% %}`. */
const JSON_PATH = /^(\$\$?[.[]|States\.[A-Za-z0-9]+\()/;

function leftoversIn(value: unknown, field: string): string[] {
  if (typeof value === 'string') return JSON_PATH.test(value) ? [field] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const path = field === '' ? name : `${field}.${name}`;
    return [...(name.endsWith('.$') ? [path] : []), ...leftoversIn(inner, path)];
  });
}

/** Fields of a state that are written in JSONPath, by their place; those of the states inside it are theirs. */
export function jsonPathLeftovers(state: StateDefinition): string[] {
  const { ItemProcessor: _, ...own } = { ItemProcessor: undefined, ...state };
  return leftoversIn(own, '');
}
