import { type Credential, credentialEntity } from '@bos/buildings/access/credentials/credential';
import { slotOf } from '@bos/buildings/access/locks/lock-codes';
import { deterministicId } from '@bos/kernel/ids';
import { create, type WriteOperation } from '@bos/table/write';
import { DEMO_BUILDING, DEMO_DEVICES, DEMO_UNITS } from '../demo-building.ts';
import { DAYS_BEFORE, type Days } from './days.ts';
import type { Neighbour } from './neighbours.ts';

type Tag = Extract<Credential, { readonly status: 'active' }>;

/** The doors to somebody's home that hold tags: the gate, the lobby of the tower, the unit's own where it has a lock. */
function doorsTo(unitId: string): string[] {
  const tower = DEMO_UNITS.find((unit) => unit.unitId === unitId)?.tower;
  return DEMO_DEVICES.flatMap((device) => {
    if (device.kind !== 'door') return [];
    const leads =
      device.door === 'gate' ||
      (device.door === 'lobby' && device.tower === tower) ||
      (device.door === 'unit' && device.unitId === unitId);
    return leads ? [device.deviceId] : [];
  });
}

/** The tag of the first of each household, which opens the way home until it is lost. */
export function demoTags(residents: readonly Neighbour[], days: Days): Tag[] {
  const issued = days.at(days.day(-DAYS_BEFORE), '09:00');
  return residents.flatMap(({ userId, unitIds: [unitId = ''] }, index): Tag[] => {
    if (!userId.endsWith('-1')) return [];
    const deviceIds = doorsTo(unitId);
    return [
      {
        status: 'active',
        buildingId: DEMO_BUILDING.buildingId,
        credentialId: deterministicId(new Date(issued), 'demo', 'tag', userId),
        kind: 'tag',
        userId,
        unitId,
        deviceIds,
        placedOn: deviceIds,
        validFrom: issued,
        issuedBy: 'rafael',
        tries: 0,
        secret: `04:A2:${String(1_000 + index)}`,
        activatedAt: issued,
      },
    ];
  });
}

export function tagWrites(tag: Tag): WriteOperation[] {
  return [create(credentialEntity, tag)];
}

/** What the locks are to hold for it. */
export function lockEntriesOf({ buildingId, credentialId, deviceIds, secret }: Tag) {
  return deviceIds.map((deviceId) => ({
    lock: { buildingId, deviceId },
    entry: { slot: slotOf(credentialId), secret },
  }));
}
