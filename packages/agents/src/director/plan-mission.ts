import { decide } from '@bos/governance/policy';
import type { Mission } from '@bos/missions/missions/mission';
import type { Plan, PlanStep } from '@bos/missions/plans/plan';
import { literal } from '@bos/missions/plans/references';
import { inForceAt, type Requester } from '@bos/missions/tools/tool-context';
import type { RecipeRequest } from './recipes/recipe.ts';
import { recipeFor, type Standing } from './recipes/recipes.ts';

/** Who asks, and when. */
export interface PlanContext {
  readonly requester: Requester;
  readonly now: Date;
}

function standingOf({ validFrom, roles }: Requester, inForce: boolean, now: Date): Standing {
  if (inForce) return 'in_force';
  return roles.length > 0 && validFrom !== undefined && now.toISOString() < validFrom ? 'expected' : 'none';
}

/**
 * The steps of a mission, intent by intent, from its intents and slots alone: the person's words only travel as text.
 * Pure; gives the same plan for the same mission. Whether the plan may run is for the validator to say.
 */
export function planMission(mission: Mission, { requester, now }: PlanContext): Plan {
  const inForce = inForceAt(requester, now);
  const standing = standingOf(requester, inForce, now);
  const steps: PlanStep[] = [];
  for (const intent of mission.intents) {
    const taken = steps.length;
    // A tapped button may come without words.
    const request = literal(mission.request.trim() || intent.intent);
    const asked: RecipeRequest = {
      intent,
      request,
      slot: (name) => {
        const value = intent.slots[name]?.trim() ?? '';
        return value === '' ? undefined : literal(value);
      },
      also: (other) => mission.intents.find((one) => one !== intent && one.intent === other),
      may: (permission) => inForce && decide(requester.roles, permission).allowed,
      stepId: (number) => `s${taken + number + 1}`,
    };
    for (const { tool, input, dependsOn = [] } of recipeFor(intent.intent, standing)(asked)) {
      const stepId = `s${steps.length + 1}`;
      steps.push({ stepId, intent: intent.intent, tool, input, dependsOn: [...dependsOn] });
    }
  }
  return { steps };
}
