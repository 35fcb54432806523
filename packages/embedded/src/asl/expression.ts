import jsonata from 'jsonata';
import { QUERY_EVALUATION_ERROR, StateFailure } from './failure.ts';
import { type References, referencesOf } from './references.ts';

/** Values by variable name, without the `$`. */
export type Bindings = Readonly<Record<string, unknown>>;

export interface CompiledExpression {
  readonly references: References;
  /** Throws StateFailure States.QueryEvaluationError when it fails or yields nothing. */
  evaluate(bindings: Bindings, field: string): Promise<unknown>;
}

/** An expression without end would hold the whole process; none of ours needs a hundredth of this. */
const LONGEST_EVALUATION_MILLISECONDS = 2_000;

/** JSONata throws plain objects as well as errors. */
function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return String(error);
}

function failed(text: string, field: string, problem: string): StateFailure {
  return new StateFailure(
    QUERY_EVALUATION_ERROR,
    `The JSONata expression '${text}' of the field '${field}' ${problem}`,
  );
}

const compiled = new Map<string, CompiledExpression>();

/** Compiles once per text and process. Throws an Error with JSONata's message when the text does not parse. */
export function compileExpression(text: string): CompiledExpression {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  let expression: jsonata.Expression;
  try {
    expression = jsonata(text, { timeout: LONGEST_EVALUATION_MILLISECONDS });
  } catch (error) {
    throw new Error(`is not valid JSONata: ${messageOf(error)}`);
  }
  const result: CompiledExpression = {
    references: referencesOf(expression.ast()),
    async evaluate(bindings, field) {
      let value: unknown;
      try {
        value = await expression.evaluate(undefined, bindings);
      } catch (error) {
        throw failed(text, field, `failed: ${messageOf(error)}`);
      }
      if (value === undefined) throw failed(text, field, 'returned nothing (undefined).');
      if (typeof value === 'function') throw failed(text, field, 'returned a function.');
      return value;
    },
  };
  compiled.set(text, result);
  return result;
}
