import { defineTool, type Tool } from '@bos/missions/tools/tool';
import type { Table } from '@bos/table/table';
import { rolesWith } from './permitted-roles.ts';
import { announcedVisitor, visitorInput } from './visitor-shapes.ts';

/** Announces who comes to the requester's own unit. */
export function announceVisitorTool(table: Table): Tool {
  return defineTool({
    name: 'visitors.announce',
    version: 1,
    description: "Announces somebody who comes once to the requester's own unit, at a time that was said.",
    input: visitorInput,
    output: announcedVisitor,
    risk: 'write',
    roles: rolesWith('visitors:announce'),
    // Planning and checking need the shapes alone.
    execute: async (given, context) => (await import('./visitor-work.ts')).announce(table, given, context),
  });
}
