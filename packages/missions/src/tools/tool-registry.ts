import { DomainError } from '@bos/kernel/errors';
import type { Tool } from './tool.ts';

/** The tools of the system by name. */
export interface ToolRegistry {
  has(name: string): boolean;
  /** Throws TOOL_UNKNOWN. */
  get(name: string): Tool;
  readonly names: readonly string[];
}

/** Throws when two tools have one name. */
export function createToolRegistry(tools: readonly Tool[]): ToolRegistry {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  if (byName.size !== tools.length) throw new Error('Two tools have the same name.');
  return {
    has: (name) => byName.has(name),
    get(name) {
      const tool = byName.get(name);
      if (tool === undefined) throw new DomainError('invalid', 'TOOL_UNKNOWN', `There is no tool ${name}.`);
      return tool;
    },
    names: [...byName.keys()],
  };
}
