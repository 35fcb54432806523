import { buildingEntity } from '@bos/buildings/buildings/building';
import { deviceEntity } from '@bos/buildings/devices/device';
import { unitEntity } from '@bos/buildings/units/unit';
import { channelEntity } from '@bos/conversations/channels/channel';
import { faqEntryEntity } from '@bos/conversations/faq/faq-entry';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { createIdentity, type IdentityKey, identityKey } from '@bos/people/identities/identity-store';
import { createMembership } from '@bos/people/memberships/write-membership';
import { personEntity } from '@bos/people/persons/person';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Table } from '@bos/table/table';
import { create, type WriteOperation } from '@bos/table/write';
import { writeChunks } from '@bos/table/write-chunks';
import { DEMO_BUILDING, DEMO_CHANNELS, DEMO_DEVICES, DEMO_UNITS } from './demo-building.ts';
import { DEMO_FAQ } from './demo-faq.ts';
import { DEMO_PEOPLE, type DemoPerson, demoMembership } from './demo-people.ts';

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
  const people = await Promise.all(DEMO_PEOPLE.map((person) => writesOf(blindIndex, person, now)));
  const writes = [
    ...DEMO_UNITS.map((unit) => create(unitEntity, unit)),
    ...DEMO_DEVICES.map((device) => create(deviceEntity, device)),
    ...DEMO_FAQ.map((entry) => create(faqEntryEntity, entry)),
    ...DEMO_CHANNELS.map((channel) => create(channelEntity, channel)),
    ...people.flat(),
  ];
  await writeChunks(table, writes);
  await writeChunks(table, [create(buildingEntity, DEMO_BUILDING)]);
  return true;
}

/** A person with their telephone, and a sign-in whose subject is their id. */
async function writesOf(blindIndex: BlindIndex, person: DemoPerson, now: Date): Promise<WriteOperation[]> {
  const { userId, displayName, locale } = person;
  const phone = await required(blindIndex, 'phone', person.phone);
  const subject = await required(blindIndex, 'oidc', userId);
  return [
    create(personEntity, { userId, displayName, locale, phone: phone.address }),
    // The address is kept as WhatsApp writes it, which may differ from the normalised number.
    ...createIdentity(phone, userId, person.phone),
    ...createIdentity(subject, userId),
    ...(await createMembership({ blindIndex }, demoMembership(DEMO_BUILDING.buildingId, person, now), {
      audit: auditRecord,
      actor: { kind: 'operator', id: 'seed' },
      at: now,
    })),
  ];
}

async function required(blindIndex: BlindIndex, channel: IdentityKey['channel'], text: string): Promise<IdentityKey> {
  const key = await identityKey(blindIndex, channel, text);
  if (!key) throw new RangeError(`${text} is no ${channel}`);
  return key;
}
