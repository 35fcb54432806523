import type { Episode } from '@bos/buildings/devices/readings/episode';
import type { Trouble } from '@bos/buildings/devices/readings/trouble';
import type { Role } from '@bos/kernel/role';
import type { Table } from '@bos/table/table';
import { deviceTroubleBody, deviceTroubleTitle } from './device-phrases.ts';
import { type StaffNews, tellStaff } from './tell-staff.ts';

interface Alarm {
  readonly roles: readonly Role[];
  readonly urgency: StaffNews['urgency'];
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
  readonly device: string;
  readonly ticketId: string;
  readonly at: Date;
}

/** Tells those who see to it that a device is in trouble, each once for each episode, however often it is called. */
export async function tellOfDeviceTrouble(table: Table, command: DeviceTrouble): Promise<void> {
  const { episode, device, ticketId, at } = command;
  const { buildingId, episodeId, trouble } = episode;
  const { roles, urgency } = ALARMS[trouble];
  await tellStaff(
    table,
    { buildingId, roles, at },
    {
      name: ['device-trouble', episodeId],
      urgency,
      happenedAt: new Date(episode.openedAt),
      text: (language) => ({
        title: deviceTroubleTitle(trouble, language, { device }),
        body: deviceTroubleBody(trouble, language, { device }),
      }),
      links: { ticketId },
    },
  );
}
