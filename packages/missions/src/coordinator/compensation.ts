import type { Step } from '../missions/step.ts';
import type { ToolRegistry } from '../tools/tool-registry.ts';

/**
 * The completed steps that are to be undone, last first: those whose tool can undo them and whose intent did not come
 * off, because another of its steps failed. Other intents of the mission are no business of theirs.
 */
export function stepsToUndo<S extends Pick<Step, 'intent' | 'status' | 'tool'>>(
  steps: readonly S[],
  registry: ToolRegistry,
): S[] {
  const broken = new Set(steps.filter(({ status }) => status === 'failed').map(({ intent }) => intent));
  return steps
    .filter(
      ({ intent, status, tool }) =>
        status === 'completed' && broken.has(intent) && registry.has(tool) && registry.get(tool).compensates,
    )
    .toReversed();
}
