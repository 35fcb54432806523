import type { Step, StepStatus } from '../missions/step.ts';
import type { ToolRegistry } from '../tools/tool-registry.ts';

/** The statuses of a step because of which its intent did not come off. */
const FAILED: ReadonlySet<StepStatus> = new Set(['failed']);
/** Of a cancelled mission what was left out counts as well. */
const FAILED_OR_LEFT_OUT: ReadonlySet<StepStatus> = new Set(['failed', 'skipped']);

/**
 * The completed steps that are to be undone, last first: those whose tool can undo them and whose intent did not come
 * off, because another of its steps failed, or was left out when the mission was cancelled. Other intents of the mission
 * are no business of theirs.
 */
export function stepsToUndo<S extends Pick<Step, 'intent' | 'status' | 'tool'>>(
  steps: readonly S[],
  registry: ToolRegistry,
  cancelled: boolean,
): S[] {
  const lost = cancelled ? FAILED_OR_LEFT_OUT : FAILED;
  const broken = new Set(steps.filter(({ status }) => lost.has(status)).map(({ intent }) => intent));
  return steps
    .filter(
      ({ intent, status, tool }) =>
        status === 'completed' && broken.has(intent) && registry.has(tool) && registry.get(tool).compensates,
    )
    .toReversed();
}
