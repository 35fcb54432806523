import type { MissionIntent } from '../missions/mission.ts';
import { isRepeatable, type Tool } from '../tools/tool.ts';
import type { Requester } from '../tools/tool-context.ts';
import type { ToolRegistry } from '../tools/tool-registry.ts';
import { mayRequest } from '../tools/tool-rights.ts';
import { MOST_STEPS, type Plan, type PlanStep } from './plan.ts';
import { checkShape } from './plan-shape.ts';
import { findReferences } from './references.ts';
import { fitOf } from './schema-at.ts';

/**
 * A refusal of the `plan` means that its planner is at fault: none of it may run. A refusal of a `step` means that this
 * person may not have this done: the other steps may run.
 */
export interface Refusal {
  readonly scope: 'plan' | 'step';
  readonly stepId?: string;
  readonly code: string;
  readonly reason: string;
}

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly refused: readonly Refusal[] };

export interface ValidationContext {
  readonly registry: ToolRegistry;
  readonly requester: Requester;
  /** What the planning agent may use. */
  readonly agentTools: ReadonlySet<string>;
  /** What the mission is for; a step of an intent that is not among them is refused. */
  readonly intents: readonly MissionIntent[];
  readonly now: Date;
}

function checkInput(step: PlanStep, tool: Tool, plan: Plan, registry: ToolRegistry): Refusal[] {
  const refuse = (code: string, reason: string): Refusal => ({ scope: 'plan', stepId: step.stepId, code, reason });
  const found = findReferences(step.input);
  const refusals = found.flatMap(({ at, reference }) => {
    const where = at.join('.');
    if (reference === undefined) return refuse('BAD_REFERENCE', `${where} is no reference to a step's output.`);
    const source = plan.steps.find(({ stepId }) => stepId === reference.stepId);
    if (source === undefined || !step.dependsOn.includes(source.stepId)) {
      return refuse('BAD_REFERENCE', `${where} refers to ${reference.stepId}, which it does not depend on.`);
    }
    if (!registry.has(source.tool)) return [];
    const fit = fitOf(registry.get(source.tool).output, reference.path, tool.input, at);
    if (fit === 'fits') return [];
    const what = `${source.tool}.${reference.path.join('.')}`;
    return fit === 'absent'
      ? refuse('BAD_REFERENCE', `${what} is not something that the tool always puts out.`)
      : refuse('REFERENCE_TYPE', `${where} does not take what ${what} is.`);
  });
  const parsed = tool.input.safeParse(step.input);
  if (parsed.success) return refusals;
  // A reference is text until it is resolved; its type has been checked above.
  const referenced = new Set(found.map(({ at }) => at.join('.')));
  const broken = parsed.error.issues.filter((issue) => !referenced.has(issue.path.join('.')));
  return [...refusals, ...broken.map(({ path, message }) => refuse('INVALID_INPUT', `${path.join('.')}: ${message}`))];
}

function checkRights(step: PlanStep, tool: Tool, context: ValidationContext): Refusal[] {
  const refuse = (code: string, reason: string): Refusal => ({ scope: 'step', stepId: step.stepId, code, reason });
  const { requester, intents, now } = context;
  if (tool.reserved) return [refuse('TOOL_RESERVED', `${tool.name} is only started by staff.`)];
  if (!mayRequest(tool, requester, now)) return [refuse('NOT_ALLOWED', `The requester may not use ${tool.name}.`)];
  const sure = intents.filter(({ intent }) => intent === step.intent).every((intent) => intent.sure);
  if (!isRepeatable(tool) && !sure) {
    return [refuse('NOT_SURE', `${tool.name} needs a sure reading of ${step.intent}.`)];
  }
  return [];
}

function checkStep(step: PlanStep, plan: Plan, context: ValidationContext): Refusal[] {
  const { registry, agentTools, intents } = context;
  const refuse = (code: string, reason: string): Refusal[] => [{ scope: 'plan', stepId: step.stepId, code, reason }];
  if (!registry.has(step.tool)) return refuse('TOOL_UNKNOWN', `There is no tool ${step.tool}.`);
  if (!agentTools.has(step.tool)) return refuse('TOOL_NOT_FOR_AGENT', `The agent may not use ${step.tool}.`);
  if (!intents.some(({ intent }) => intent === step.intent)) {
    return refuse('INTENT_UNKNOWN', `The mission is not for ${step.intent}.`);
  }
  const tool = registry.get(step.tool);
  return [...checkInput(step, tool, plan, registry), ...checkRights(step, tool, context)];
}

/** Stands between any planner and any effect. Pure: rights are checked again when a step runs. */
export function validatePlan(plan: Plan, context: ValidationContext): Verdict {
  const shape = checkShape(plan, MOST_STEPS);
  const refused = [
    ...shape.map((refusal): Refusal => ({ scope: 'plan', ...refusal })),
    ...plan.steps.flatMap((step) => checkStep(step, plan, context)),
  ];
  return refused.length === 0 ? { ok: true } : { ok: false, refused };
}
