import type { Step } from '@bos/missions/missions/step';

const TOOLS: ReadonlySet<string> = new Set(['access.code_status', 'access.replace_code']);

/** Whether the step found out about a code of the requester's. */
export function tellsCode({ tool, status }: Pick<Step, 'tool' | 'status'>): boolean {
  return status === 'completed' && TOOLS.has(tool);
}
