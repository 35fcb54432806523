import type { StaffNotice } from '@bos/buildings/access/staff-notice';
import { DAY } from '@bos/kernel/clock';
import type { Table } from '@bos/table/table';
import { deviceNames } from '../wording/device-names.ts';
import { troubleBody, troubleTitle } from './access-trouble-phrases.ts';
import { tellStaff } from './tell-staff.ts';

/** What keeps somebody in front of a closed door, or lets somebody through who should not be. */
const URGENT: ReadonlySet<StaffNotice['code']> = new Set(['REVOCATION_OWED', 'CODE_NOT_SET', 'CODE_REFUSED']);

/** Tells desk, managers and maintenance what a lock cannot be brought to, each once a day, however often it is called. */
export async function tellOfAccessTrouble(table: Table, trouble: StaffNotice): Promise<void> {
  const { buildingId, noticeId, code, deviceIds, at } = trouble;
  const parts = { locks: (await deviceNames(table, buildingId, deviceIds)).join(', ') };
  await tellStaff(
    table,
    { buildingId, roles: ['front_desk', 'manager', 'maintenance'], at },
    {
      name: ['access-trouble', noticeId],
      urgency: URGENT.has(code) ? 'urgent' : 'normal',
      // The time is part of an id: that of the day makes one id of all calls in it.
      happenedAt: new Date(Math.floor(at.getTime() / DAY) * DAY),
      text: (language) => ({
        title: troubleTitle(code, language, parts),
        body: troubleBody(code, language, parts),
      }),
    },
  );
}
