import { deterministicId } from '@bos/kernel/ids';
import { roleSchema } from '@bos/kernel/role';
import { defineTool, failed, type Tool } from '@bos/missions/tools/tool';
import type { Table } from '@bos/table/table';
import * as z from 'zod';
import { deliverToInboxes, staffOfFirst } from '../../notices/staff-inbox.ts';

const input = z.object({
  roles: z.array(roleSchema).min(1),
  /** Asked when nobody of the first roles is in force. */
  otherwise: z.array(roleSchema).optional(),
  urgency: z.enum(['normal', 'urgent', 'emergency']),
  /** The intent that it is about. */
  subject: z.string(),
  /** What the person wrote. */
  text: z.string(),
  ticketId: z.string().optional(),
  reference: z.string().optional(),
});

/** Tells members of staff in their inbox. */
export function staffNotifyTool(table: Table): Tool {
  return defineTool({
    name: 'staff.notify',
    version: 1,
    description: 'Puts a notice into the inbox of every member of staff of the given roles who is in force.',
    input,
    output: z.object({ notified: z.number().int().min(1), roles: z.array(roleSchema) }),
    risk: 'write',
    roles: 'anyone',
    async execute(given, context) {
      const { buildingId, missionId, stepId, requestedAt, requester, conversationId, now } = context;
      const { urgency, ticketId } = given;
      const { roles, userIds } = await staffOfFirst(table, buildingId, [given.roles, given.otherwise ?? []], now);
      if (userIds.length === 0) return failed('NO_STAFF');
      const { wording } = await import('./staff-wording.ts');
      await deliverToInboxes(
        table,
        userIds.map((userId) => ({
          buildingId,
          userId,
          notificationId: deterministicId(requestedAt, 'staff-notice', missionId, stepId, userId),
          kind: 'service_request',
          urgency,
          ...wording(given, context),
          aboutUserId: requester.userId,
          missionId,
          ...(ticketId !== undefined && { ticketId }),
          ...(conversationId !== undefined && { conversationId }),
        })),
      );
      return {
        kind: 'completed',
        output: { notified: userIds.length, roles: [...roles] },
      };
    },
  });
}
