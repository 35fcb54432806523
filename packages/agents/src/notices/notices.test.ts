import { type Credential, credentialEntity } from '@bos/buildings/access/credentials/credential';
import { STAY_CLOCK } from '@bos/buildings/access/credentials/stay-access';
import { parcelEntity } from '@bos/buildings/access/parcels/parcel';
import { createParcelStore } from '@bos/buildings/access/parcels/parcel-store';
import { buildingEntity } from '@bos/buildings/buildings/building';
import { deviceEntity } from '@bos/buildings/devices/device';
import { conversationFor } from '@bos/conversations/conversations/open-conversation';
import { messageEntity } from '@bos/conversations/messages/message';
import { createNotificationStore } from '@bos/conversations/notifications/notification-store';
import { DAY, HOUR } from '@bos/kernel/clock';
import { type Membership, membershipEntity } from '@bos/people/memberships/membership';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { tellOfCredential } from './credential-settled.ts';
import { tellOfParcel } from './parcel-arrived.ts';

const buildingId = 'b1';

/** Maria, of unit 1203, with whom the building speaks Spanish when she writes. */
async function house() {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  const maria: Membership = { buildingId, userId: 'maria', status: 'active', roles: ['resident'], unitIds: ['1203'] };
  await table.write([
    create(buildingEntity, {
      buildingId,
      name: 'Solar',
      timeZone: 'America/Sao_Paulo',
      languages: ['pt'],
      emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
    }),
    create(membershipEntity, maria),
    create(deviceEntity, {
      kind: 'door',
      door: 'gate',
      buildingId,
      deviceId: 'gate',
      name: 'Portão',
      gateway: 'simulator',
    }),
  ]);
  const time = () => clock.now().toISOString();
  return {
    clock,
    table,
    /** Maria writes, and with it opens a conversation. */
    async writes() {
      const { conversation, writes } = conversationFor(undefined, {
        buildingId,
        userId: 'maria',
        channel: 'whatsapp',
        channelId: '1',
        messageId: 'm1',
        sentAt: clock.now(),
        address: { kind: 'phone', value: '5511900000301' },
        language: 'es',
      });
      await table.write(writes);
      return async () => {
        const { conversationId } = conversation;
        const { items } = await table.list(messageEntity, { buildingId, conversationId });
        return items.map(({ text, status, userId }) => ({ text, status, userId }));
      };
    },
    inbox: async () => (await createNotificationStore(table).list(buildingId, 'maria')).items,
    async parcel(userId = 'maria') {
      await table.write([
        create(parcelEntity, {
          status: 'received',
          buildingId,
          parcelId: 'p1',
          unitId: '1203',
          userId,
          carrier: 'Correios',
          keptAt: 'B2',
          receivedBy: 'rafael',
          receivedAt: time(),
          date: time().slice(0, 10),
        }),
      ]);
    },
    tellParcel: () => tellOfParcel(table, { buildingId, parcelId: 'p1', at: clock.now() }),
    parcelStatus: async () => (await createParcelStore(table).get(buildingId, 'p1'))?.status,
    async credential(changes: { kind?: 'code' | 'tag'; issuedBy?: string } = {}) {
      const credential: Credential = {
        status: 'active',
        buildingId,
        credentialId: 'c1',
        kind: 'code',
        userId: 'maria',
        deviceIds: ['gate', 'gone'],
        placedOn: ['gate'],
        validFrom: time(),
        validUntil: new Date(clock.now().getTime() + DAY).toISOString(),
        issuedBy: 'ana',
        tries: 0,
        secret: '739105',
        activatedAt: time(),
        ...changes,
      };
      await table.write([create(credentialEntity, credential)]);
    },
    async ended(status: 'revoked' | 'expired' | 'failed', endedBy: string, kind: 'code' | 'tag' = 'tag') {
      await table.write([
        create(credentialEntity, {
          status,
          buildingId,
          credentialId: 'c1',
          kind,
          userId: 'maria',
          deviceIds: ['gate'],
          placedOn: [],
          validFrom: time(),
          issuedBy: 'ana',
          tries: 0,
          endedAt: time(),
          endedBy,
        }),
      ]);
    },
    tellCredential: (atOnce = false) =>
      tellOfCredential(table, { buildingId, credentialId: 'c1', atOnce, at: clock.now() }),
  };
}

describe('the recipient of a parcel', () => {
  test('is told in the inbox and in the open conversation, in its language, once, and the parcel knows', async () => {
    const { writes, parcel, tellParcel, inbox, parcelStatus } = await house();
    const messages = await writes();
    await parcel();
    const told = await Promise.all([tellParcel(), tellParcel()]);
    expect(told.toSorted()).toEqual(['already', 'messaged']);
    expect(await tellParcel()).toBe('already');
    expect(await parcelStatus()).toBe('notified');
    expect(await inbox()).toMatchObject([{ kind: 'system', title: 'Llegó un paquete' }]);
    const text = 'Llegó un paquete de Correios para ti (unidad 1203). Está en la recepción.';
    expect(await messages()).toEqual([{ text, status: 'queued', userId: 'maria' }]);
  });

  test('is told in the inbox alone when they last wrote a day ago, and nothing is sent later', async () => {
    const { writes, parcel, tellParcel, clock } = await house();
    const messages = await writes();
    await clock.advance(24 * HOUR);
    await parcel();
    expect(await tellParcel()).toBe('inbox');
    expect(await messages()).toEqual([]);
  });

  test('is told in the language of the building when nothing is known of theirs', async () => {
    const { parcel, tellParcel, inbox } = await house();
    await parcel();
    expect(await tellParcel()).toBe('inbox');
    expect(await inbox()).toMatchObject([{ title: 'Chegou uma encomenda' }]);
  });

  test('who is no member any more is not told, and the parcel stays untold', async () => {
    const { parcel, tellParcel, parcelStatus } = await house();
    await parcel('somebody');
    expect(await tellParcel()).toBe('absent');
    expect(await parcelStatus()).toBe('received');
  });
});

describe('the holder of a code', () => {
  test('gets it on their own channel once the locks have confirmed, and never in the inbox', async () => {
    const { writes, credential, tellCredential, inbox } = await house();
    const messages = await writes();
    await credential();
    expect(await tellCredential()).toBe('messaged');
    expect(await tellCredential()).toBe('already');
    const [message] = await messages();
    expect(message?.text).toBe(
      'Tu código de acceso es 739105. Abre: Portão, gone. Vale hasta el 23/11/2026, 09:00. No se lo des a nadie.',
    );
    const [entry] = await inbox();
    expect(entry?.title).toBe('Tu código de acceso funciona');
    expect(JSON.stringify(entry)).not.toContain('739105');
  });

  test('is not told of one whose time ran out while the news waited', async () => {
    const { credential, tellCredential, clock } = await house();
    await credential();
    await clock.advance(DAY);
    expect(await tellCredential()).toBe('absent');
  });

  test('who asked for it is told when the locks took their time, not when they answered at once', async () => {
    const { credential, tellCredential } = await house();
    await credential({ issuedBy: 'maria' });
    expect(await tellCredential(true)).toBe('absent');
    expect(await tellCredential()).toBe('inbox');
  });

  test('never reads the number of a tag', async () => {
    const { writes, credential, tellCredential } = await house();
    const messages = await writes();
    await credential({ kind: 'tag' });
    expect(await tellCredential()).toBe('messaged');
    expect(JSON.stringify(await messages())).not.toContain('739105');
  });

  test.each<[string, 'revoked' | 'expired' | 'failed', string, string]>([
    ['was taken back by staff', 'revoked', 'rafael', 'inbox'],
    ['was refused by a lock', 'failed', 'credential-clock', 'inbox'],
    ['went with the stay', 'revoked', STAY_CLOCK, 'absent'],
    ['ran out', 'expired', 'credential-clock', 'absent'],
  ])('is told what concerns them of one that %s', async (_title, status, endedBy, told) => {
    const { ended, tellCredential } = await house();
    await ended(status, endedBy);
    expect(await tellCredential()).toBe(told);
  });

  test('who took it back is told when the locks took their time, not when they answered at once', async () => {
    const { ended, tellCredential } = await house();
    await ended('revoked', 'maria');
    expect(await tellCredential(true)).toBe('absent');
    expect(await tellCredential()).toBe('inbox');
  });
});
