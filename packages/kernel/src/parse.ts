import type * as z from 'zod';
import { type FieldProblem, invalid } from './errors.ts';

/** The broken rules of a failed zod parse, each with its field's path. */
export function problemsOf(error: z.ZodError, prefix = ''): FieldProblem[] {
  return error.issues.map((issue) => ({
    field: [prefix, ...issue.path.map(String)].filter((part) => part !== '').join('.'),
    rule: issue.message,
  }));
}

/** Parses an outside value or throws an `invalid` DomainError that names each field and its rule. */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = problemsOf(result.error);
  const summary = problems.map((problem) => `${problem.field || what}: ${problem.rule}`).join('; ');
  throw invalid('INVALID_INPUT', `Invalid ${what}: ${summary}`, problems);
}
