import type { Tool } from './tool.ts';
import { inForceAt, type Requester } from './tool-context.ts';

/** Whether the person may ask for the tool at that time, by role and by the dates of the membership. */
export function mayRequest(tool: Pick<Tool, 'roles'>, requester: Requester, at: Date): boolean {
  const { roles } = tool;
  if (roles === 'anyone') return true;
  return inForceAt(requester, at) && requester.roles.some((role) => roles.includes(role));
}
