import type { Episode } from '@bos/buildings/devices/readings/episode';
import type { Trouble } from '@bos/buildings/devices/readings/trouble';
import { deterministicId } from '@bos/kernel/ids';
import type { Language } from '@bos/kernel/language';
import type { Role } from '@bos/kernel/role';
import type { Table } from '@bos/table/table';
import { deliverToInboxes, staffWith } from '../director/tools/staff-inbox.ts';
import { deviceTroubleText } from './device-phrases.ts';

interface Alarm {
  readonly roles: readonly Role[];
  readonly urgency: 'normal' | 'urgent' | 'emergency';
}

const EVERYBODY: readonly Role[] = ['front_desk', 'manager', 'maintenance'];
const ALARMS: Readonly<Record<Trouble, Alarm>> = {
  leak: { roles: EVERYBODY, urgency: 'urgent' },
  smoke: { roles: EVERYBODY, urgency: 'emergency' },
  battery_low: { roles: ['manager', 'maintenance'], urgency: 'normal' },
  offline: { roles: ['manager', 'maintenance'], urgency: 'normal' },
};

export interface DeviceTrouble {
  readonly episode: Episode;
  /** What people call the device. */
  readonly name: string;
  readonly language: Language;
  readonly ticketId: string;
  readonly at: Date;
}

/** Tells those who see to it that a device is in trouble, each once for each episode, however often it is called. */
export async function noticeDeviceTrouble(table: Table, trouble: DeviceTrouble): Promise<void> {
  const { episode, name, language, ticketId, at } = trouble;
  const { buildingId, episodeId, openedAt } = episode;
  const { roles, urgency } = ALARMS[episode.trouble];
  const staff = await staffWith(table, buildingId, roles, at);
  await deliverToInboxes(
    table,
    staff.map((member) => ({
      buildingId,
      userId: member,
      notificationId: deterministicId(new Date(openedAt), 'device-trouble', episodeId, member),
      kind: 'system',
      urgency,
      ...deviceTroubleText(episode.trouble, language, name),
      // It speaks of a thing, not of people.
      aboutUserId: member,
      ticketId,
    })),
  );
}
