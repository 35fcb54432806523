import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import type { Notification } from '@bos/conversations/notifications/notification';
import { notFound } from '@bos/kernel/errors';
import { deterministicId } from '@bos/kernel/ids';
import type { Language } from '@bos/kernel/language';
import type { Role } from '@bos/kernel/role';
import type { Table } from '@bos/table/table';
import { deliverToInboxes, staffWith } from './staff-inbox.ts';

/** Who is told: everybody with one of the roles whose membership is in force. */
export interface Audience {
  readonly buildingId: string;
  readonly roles: readonly Role[];
  readonly at: Date;
}

export interface StaffNews {
  /** What it is and of what, the same for the same news: who has been told is not told twice. */
  readonly name: readonly [what: string, ...of: string[]];
  readonly urgency: Notification['urgency'];
  /** When it happened: it gives the ids their time. */
  readonly happenedAt: Date;
  readonly text: (language: Language, timeZone: string) => Pick<Notification, 'title' | 'body'>;
  /** Whom it speaks of. News of things speaks of nobody: each has it as their own. */
  readonly aboutUserId?: string;
  /** What it leads to. */
  readonly links?: Readonly<Partial<Record<'missionId' | 'ticketId' | 'conversationId', string | undefined>>>;
}

/**
 * Tells members of staff in their inbox, in the language of the staff: of each news once, however often it is called.
 * Throws BUILDING_NOT_FOUND.
 */
export async function tellStaff(
  table: Table,
  { buildingId, roles, at }: Audience,
  ...all: readonly StaffNews[]
): Promise<void> {
  const [building, staff] = await Promise.all([
    createBuildingStore(table).get(buildingId),
    staffWith(table, buildingId, roles, at),
  ]);
  if (building === undefined) throw notFound('building', buildingId);
  const language = building.languages[0] ?? 'en';
  // An inbox takes one notice at a time: what it has already keeps no other one out.
  for (const { name, urgency, happenedAt, text, aboutUserId, links = {} } of all) {
    const { missionId, ticketId, conversationId } = links;
    const notice = {
      buildingId,
      kind: 'system' as const,
      urgency,
      ...text(language, building.timeZone),
      ...(missionId !== undefined && { missionId }),
      ...(ticketId !== undefined && { ticketId }),
      ...(conversationId !== undefined && { conversationId }),
    };
    await deliverToInboxes(
      table,
      staff.map((userId) => ({
        ...notice,
        userId,
        notificationId: deterministicId(happenedAt, ...name, userId),
        aboutUserId: aboutUserId ?? userId,
      })),
    );
  }
}
