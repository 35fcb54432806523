import { buildingEntity } from '@bos/buildings/buildings/building';
import { deviceEntity } from '@bos/buildings/devices/device';
import { unitEntity } from '@bos/buildings/units/unit';
import { channelEntity } from '@bos/conversations/channels/channel';
import { faqEntryEntity } from '@bos/conversations/faq/faq-entry';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Table } from '@bos/table/table';
import { create, WriteConflictError } from '@bos/table/write';
import { writeChunks } from '@bos/table/write-chunks';
import { DEMO_BUILDING, DEMO_CHANNELS, DEMO_DEVICES, DEMO_UNITS } from './demo-building.ts';
import { DEMO_FAQ } from './demo-faq.ts';
import { DEMO_PEOPLE, type DemoPerson, demoMembership } from './demo-people.ts';
import { personWrites } from './person-writes.ts';
import { runningStay } from './running-stay.ts';
import { monthWrites, stayWrites } from './stay-items.ts';

export interface SeedDependencies {
  readonly table: Table;
  readonly blindIndex: BlindIndex;
}

/**
 * Makes the demo building, once: where it stands already nothing is written, so that what was changed, removed or
 * erased since stays so. The building itself comes last, hence a seeding that was cut short is completed.
 * Returns whether this call seeded.
 */
export async function seedDemo({ table, blindIndex }: SeedDependencies, now: Date): Promise<boolean> {
  const { buildingId } = DEMO_BUILDING;
  if (await table.get(buildingEntity, { buildingId })) return false;
  const people = await Promise.all(
    DEMO_PEOPLE.map((person) => personWrites(blindIndex, person, demoMembership(buildingId, person, now), now)),
  );
  const writes = [
    ...DEMO_UNITS.map((unit) => create(unitEntity, unit)),
    ...DEMO_DEVICES.map((device) => create(deviceEntity, device)),
    ...DEMO_FAQ.map((entry) => create(faqEntryEntity, entry)),
    ...DEMO_CHANNELS.map((channel) => create(channelEntity, channel)),
    ...people.flat(),
  ];
  await writeChunks(table, writes);
  for (const person of DEMO_PEOPLE) await writeStay(table, person, now);
  await writeChunks(table, [create(buildingEntity, DEMO_BUILDING)]);
  return true;
}

/** At once or not at all: its days count from when it was first written. */
async function writeStay(table: Table, person: DemoPerson, now: Date): Promise<void> {
  const stay = runningStay(person, now);
  if (stay === undefined) return;
  try {
    await table.write([...stayWrites(stay), ...monthWrites([stay])]);
  } catch (error) {
    if (!(error instanceof WriteConflictError)) throw error;
  }
}
