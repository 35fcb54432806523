import type * as z from 'zod';
import { problemsOf } from './parse.ts';

/** The settings that a function or program was started without, or with a wrong value. */
export class EnvironmentError extends Error {
  constructor(lines: readonly string[]) {
    super(`The environment is not complete:\n${lines.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'EnvironmentError';
  }
}

/** Reads settings by a schema; an empty variable counts as absent. Throws EnvironmentError naming each variable. */
export function readEnvironment<T>(schema: z.ZodType<T>, variables: Record<string, string | undefined>): T {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new EnvironmentError(problemsOf(result.error).map(({ field, rule }) => `${field}: ${rule}`));
}
