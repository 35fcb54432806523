import { consentEntity } from '@bos/people/consent/consent';
import { addressHash, createConsentStore } from '@bos/people/consent/consent-store';
import { type Identity, identityEntity } from '@bos/people/identities/identity';
import { createIdentityStore, identityKey } from '@bos/people/identities/identity-store';
import { membershipEntity } from '@bos/people/memberships/membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import { nameHashes } from '@bos/people/memberships/write-membership';
import { findByName } from '@bos/people/names/find-by-name';
import { nameTokenEntity } from '@bos/people/names/name-token';
import { personEntity } from '@bos/people/persons/person';
import { createPersonStore } from '@bos/people/persons/person-store';
import { ofStore, type RoomPatterns } from './patterns.ts';
import { AT, BUILDING, MARIA, NUMBER, PHONE } from './places.ts';
import { idOf, typical, type World } from './typical.ts';

const buildingId = BUILDING;
const userId = MARIA;
const displayName = 'Maria Aparecida Gonçalves';
const phone = { kind: 'phone', value: PHONE } as const;
const EMAIL = 'maria.goncalves@example.com';
const SUBJECT = 'f3c1b6de-6e0a-4d55-9f0e-2f0a4c9b1e77';
const others = 100;

async function hashOfIdentity({ blindIndex }: World, channel: Identity['channel'], text: string): Promise<string> {
  return (await identityKey(blindIndex, channel, text))?.hash ?? '';
}

export const peoplePatterns: RoomPatterns = {
  async items(world) {
    const hash = await hashOfIdentity(world, 'phone', PHONE);
    const [name = ''] = await nameHashes(world.blindIndex, buildingId, 'maria');
    const member = { buildingId, userId, status: 'active', roles: ['resident'], displayName } as const;
    return [
      typical(
        personEntity,
        { userId, displayName, locale: 'pt', phone: PHONE },
        { another: (n) => ({ userId: idOf(others + n) }) },
      ),
      typical(
        membershipEntity,
        { ...member, roles: ['resident'], unitIds: ['1203'] },
        { another: (n) => ({ userId: idOf(others + n) }), end: { status: 'ended', roles: [] } },
      ),
      typical(nameTokenEntity, { buildingId, hash: name, userId }, { another: (n) => ({ userId: idOf(others + n) }) }),
      typical(identityEntity, { channel: 'phone', hash, userId, address: PHONE }),
      typical(identityEntity, {
        channel: 'email',
        hash: await hashOfIdentity(world, 'email', EMAIL),
        userId,
        address: EMAIL,
      }),
      typical(identityEntity, {
        channel: 'oidc',
        hash: await hashOfIdentity(world, 'oidc', SUBJECT),
        userId,
        address: SUBJECT,
      }),
      typical(consentEntity, {
        phoneNumberId: NUMBER,
        addressHash: await addressHash(world.blindIndex, phone),
        state: 'stopped',
        source: 'message',
        at: AT,
        heardAt: AT,
        confirmationId: idOf(90),
      }),
    ];
  },
  reads: [
    ...ofStore('persons', ({ table }) => createPersonStore(table), {
      get: { by: 'one’s own profile', run: (store) => store.get(userId) },
      getMany: { by: 'the people of a list', run: (store) => store.getMany([userId, idOf(others + 1)]) },
    }),
    ...ofStore('memberships', ({ table }) => createMembershipStore(table), {
      get: { by: 'every request of the API and every step, for rights', run: (store) => store.get(buildingId, userId) },
      listOfUser: {
        by: 'whose building a message is for; one’s own buildings',
        run: (store) => store.listOfUser(userId),
      },
      listOfBuilding: { by: 'console and API: list of people', run: (store) => store.listOfBuilding(buildingId) },
      listByRole: {
        by: 'whom to notify; it asks at once for each role that may lead',
        run: (store) => store.listByRole(buildingId, 'manager'),
        of: ['memberships led by a role', 'memberships led by a role'],
      },
    }),
    {
      name: 'memberships led by a role',
      usedBy: 'notices to the staff, and tokens of the operator',
      run: ({ table }) => table.list(membershipEntity, { buildingId, firstRole: 'resident' }, { index: 'GSI2' }),
    },
    ...ofStore('identities', ({ table, blindIndex }) => createIdentityStore(table, blindIndex), {
      find: {
        by: 'the sender of a message; two while the index’s key is rotated',
        run: async (store) => store.byPhone(PHONE),
      },
      byPhone: { by: 'the operator: export, erase, send', run: (store) => store.byPhone(PHONE) },
      byEmail: { by: 'the operator: export, erase', run: (store) => store.byEmail(EMAIL) },
      bySubject: { by: 'every request of the API, for the person', run: (store) => store.bySubject(SUBJECT) },
    }),
    {
      name: 'addresses of a person',
      usedBy: 'export, erasure, consent',
      run: ({ table }) => table.list(identityEntity, { userId }, { index: 'GSI1' }),
    },
    ...ofStore('consents', ({ table, blindIndex }) => createConsentStore(table, blindIndex), {
      find: { by: 'before a message goes out', run: (store) => store.find(NUMBER, phone) },
      noting: {
        by: 'STOP and START; one request for each address',
        run: (store) =>
          store.noting({
            phoneNumberId: NUMBER,
            addresses: [phone],
            state: 'given',
            source: 'message',
            at: new Date(AT),
            heardAt: new Date(AT),
          }),
      },
    }),
    {
      name: 'members with a word in their name',
      usedBy: 'search by name',
      run: async ({ table, blindIndex }) => {
        const [hash = ''] = await nameHashes(blindIndex, buildingId, 'maria');
        return table.list(nameTokenEntity, { buildingId, hash });
      },
    },
    {
      name: 'members by their ids',
      usedBy: 'search by name',
      run: ({ table }) =>
        table.getMany(
          membershipEntity,
          [userId, idOf(others + 1)].map((id) => ({ buildingId, userId: id })),
        ),
    },
    {
      name: 'findByName',
      usedBy: 'search by name',
      run: (world) => findByName(world, buildingId, 'maria'),
      of: ['members with a word in their name', 'members by their ids'],
    },
    {
      name: 'words of a member’s name',
      usedBy: 'a change of the name, rotation of the index’s key',
      run: ({ table }) => table.list(nameTokenEntity, { buildingId, userId }, { index: 'GSI1' }),
    },
  ],
};
