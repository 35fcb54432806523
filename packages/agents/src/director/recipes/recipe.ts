import type { MissionIntent } from '@bos/missions/missions/mission';
import type { PlanStep } from '@bos/missions/plans/plan';

/** What a recipe plans from. What people wrote is marked as text already. */
export interface RecipeRequest {
  readonly intent: MissionIntent;
  /** The person's words, as a literal. */
  readonly request: string;
  /** A slot of the intent, as a literal; undefined when it is absent or empty. */
  slot(name: string): string | undefined;
  /** Another intent of the same mission. */
  also(intent: string): MissionIntent | undefined;
  /** Whether the requester's roles hold a permission now. */
  may(permission: string): boolean;
  /** The id that the recipe's step of that number (from 0) will have. */
  stepId(number: number): string;
}

/** The steps of one intent, without ids; `dependsOn` names ids given by `stepId`. */
export type RecipeStep = Pick<PlanStep, 'tool' | 'input'> & { readonly dependsOn?: readonly string[] };

/** How one intent is carried out. */
export type Recipe = (request: RecipeRequest) => readonly RecipeStep[];

/** The input without what is not there. */
export function present(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
