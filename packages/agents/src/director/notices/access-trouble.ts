import type { StaffNotice } from '@bos/buildings/access/staff-notice';
import { createDeviceStore } from '@bos/buildings/devices/device-store';
import { DAY } from '@bos/kernel/clock';
import { deterministicId } from '@bos/kernel/ids';
import type { Table } from '@bos/table/table';
import { createSurroundings } from '../surroundings.ts';
import { deliverToInboxes, staffWith } from '../tools/staff-inbox.ts';
import { notice } from './notice-phrases.ts';

const ROLES = ['front_desk', 'manager', 'maintenance'] as const;

/** What keeps somebody in front of a closed door, or lets somebody through who should not be. */
const URGENT: ReadonlySet<StaffNotice['code']> = new Set(['REVOCATION_OWED', 'CODE_NOT_SET', 'CODE_REFUSED']);

/** Tells desk, managers and maintenance what a lock cannot be brought to, each once a day, however often it is called. */
export async function noticeAccessTrouble(table: Table, trouble: StaffNotice): Promise<void> {
  const { buildingId, noticeId, code, deviceIds, at } = trouble;
  const devices = createDeviceStore(table);
  const [{ staffLanguage }, staff, names] = await Promise.all([
    createSurroundings(table).place(buildingId),
    staffWith(table, buildingId, ROLES, at),
    Promise.all(deviceIds.map(async (id) => (await devices.get(buildingId, id))?.name ?? id)),
  ]);
  const parts = { locks: names.join(', ') };
  // The time is part of an id: that of the day makes one id of all calls in it.
  const day = new Date(Math.floor(at.getTime() / DAY) * DAY);
  await deliverToInboxes(
    table,
    staff.map((member) => ({
      buildingId,
      userId: member,
      notificationId: deterministicId(day, 'access-trouble', noticeId, member),
      kind: 'system',
      urgency: URGENT.has(code) ? 'urgent' : 'normal',
      title: notice(code, staffLanguage, parts),
      body: notice(`${code}Body`, staffLanguage, parts),
      // It speaks of doors, not of people.
      aboutUserId: member,
    })),
  );
}
