import { type Bindings, type CompiledExpression, compileExpression } from './expression.ts';

/** JSON in which strings of the form `{% … %}` are JSONata. */
export interface Template {
  readonly expressions: readonly CompiledExpression[];
  /** Throws StateFailure States.QueryEvaluationError. */
  evaluate(bindings: Bindings): Promise<unknown>;
}

function compileText(text: string, field: string): Template {
  const opens = text.startsWith('{%');
  const closes = text.endsWith('%}');
  if (!opens && !closes) return { expressions: [], evaluate: () => Promise.resolve(text) };
  if (!opens || !closes || text.length < 4) throw new Error('a JSONata string begins with {% and ends with %}');
  const expression = compileExpression(text.slice(2, -2).trim());
  return { expressions: [expression], evaluate: (bindings) => expression.evaluate(bindings, field) };
}

function compileObject(entries: readonly (readonly [string, unknown])[], field: string): Template {
  const parts = entries.map(([key, value]) => [key, compileTemplate(value, `${field}.${key}`)] as const);
  return {
    expressions: parts.flatMap(([, part]) => part.expressions),
    async evaluate(bindings) {
      const values: [string, unknown][] = [];
      for (const [key, part] of parts) values.push([key, await part.evaluate(bindings)]);
      return Object.fromEntries(values);
    },
  };
}

function compileArray(items: readonly unknown[], field: string): Template {
  const parts = items.map((item, index) => compileTemplate(item, `${field}[${index}]`));
  return {
    expressions: parts.flatMap((part) => part.expressions),
    async evaluate(bindings) {
      const values: unknown[] = [];
      for (const part of parts) values.push(await part.evaluate(bindings));
      return values;
    },
  };
}

/** Compiles the value of a field. Throws an Error that says what is wrong with the JSONata in it. */
export function compileTemplate(value: unknown, field: string): Template {
  if (typeof value === 'string') return compileText(value, field);
  if (Array.isArray(value)) return compileArray(value, field);
  if (typeof value === 'object' && value !== null) return compileObject(Object.entries(value), field);
  return { expressions: [], evaluate: () => Promise.resolve(value) };
}
