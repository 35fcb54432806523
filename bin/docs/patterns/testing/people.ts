import { consentEntity } from '@bos/people/consent/consent';
import { addressHash, createConsentStore } from '@bos/people/consent/consent-store';
import { findByPhone } from '@bos/people/identities/find-by-phone';
import { type Identity, identityEntity } from '@bos/people/identities/identity';
import { createIdentityStore, identityKey } from '@bos/people/identities/identity-store';
import { membershipEntity } from '@bos/people/memberships/membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import { occupantEntity } from '@bos/people/memberships/occupant';
import { findByUnit } from '@bos/people/memberships/occupants';
import { nameHashes } from '@bos/people/memberships/write-membership';
import { type Merge, mergeEntity } from '@bos/people/merge/merge';
import { createMergeStore, idsOfMember } from '@bos/people/merge/merge-store';
import { findByName } from '@bos/people/names/find-by-name';
import { nameTokenEntity } from '@bos/people/names/name-token';
import { personEntity } from '@bos/people/persons/person';
import { createPersonStore } from '@bos/people/persons/person-store';
import { preferenceEntity, preferenceIdOf } from '@bos/people/preferences/preference';
import { createPreferenceStore } from '@bos/people/preferences/preference-store';
import { rosterImportEntity } from '@bos/people/roster/roster-import';
import { rosterStepEntity } from '@bos/people/roster/roster-step';
import { createRosterStore } from '@bos/people/roster/roster-store';
import { verificationAttemptsEntity } from '@bos/people/verification/attempts';
import { codeHashes, verificationCodeEntity } from '@bos/people/verification/verification-code';
import { type VerificationRequest, verificationRequestEntity } from '@bos/people/verification/verification-request';
import { createVerificationRequestStore } from '@bos/people/verification/verification-request-store';
import { ofStore, type RoomPatterns } from './patterns.ts';
import { AT, BUILDING, LATER, MARIA, NUMBER, PHONE } from './places.ts';
import { idOf, typical, type World } from './typical.ts';

const buildingId = BUILDING;
const userId = MARIA;
const displayName = 'Maria Aparecida Gonçalves';
const phone = { kind: 'phone', value: PHONE } as const;
const EMAIL = 'maria.goncalves@example.com';
const SUBJECT = 'f3c1b6de-6e0a-4d55-9f0e-2f0a4c9b1e77';
const others = 100;
const IMPORT = { buildingId, importId: idOf(780) };
const STEP = { ...IMPORT, stepId: `person-${userId}` };

async function hashOfIdentity({ blindIndex }: World, channel: Identity['channel'], text: string): Promise<string> {
  return (await identityKey(blindIndex, channel, text))?.hash ?? '';
}

const merge: Merge = {
  status: 'proposed',
  buildingId,
  mergeId: idOf(700),
  userId,
  mergedUserId: idOf(701),
  how: 'staff',
  proposedBy: idOf(702),
  proposedAt: AT,
  expiresAt: LATER,
};
const request: VerificationRequest = {
  status: 'pending',
  buildingId,
  requestId: idOf(720),
  userId,
  requestedAt: AT,
  expiresAt: LATER,
};
const REFUSED = { status: 'refused', decidedBy: idOf(703), decidedAt: LATER } as const;
const DIET = { buildingId, userId, key: 'diet', preferenceId: preferenceIdOf(buildingId, userId, 'diet') };
const CODE = '73910582';

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
      typical(
        occupantEntity,
        { buildingId, unitId: '1203', userId },
        { another: (n) => ({ userId: idOf(others + n) }) },
      ),
      typical(mergeEntity, merge, {
        another: (n) => ({ mergeId: idOf(700 + n) }),
        end: REFUSED,
      }),
      typical(
        preferenceEntity,
        { ...DIET, value: 'vegetariana, sem amendoim', source: 'stated', confidence: 1, notedBy: userId, notedAt: AT },
        { another: (n) => ({ preferenceId: idOf(740 + n) }) },
      ),
      typical(verificationCodeEntity, {
        buildingId,
        codeHash: (await codeHashes(world.blindIndex, buildingId, CODE))[0] ?? '',
        userId,
        roles: ['resident'],
        issuedBy: idOf(702),
        expiresAt: LATER,
      }),
      typical(verificationAttemptsEntity, { buildingId, userId, failedAt: [AT, LATER] }),
      typical(verificationRequestEntity, request, {
        another: (n) => ({ requestId: idOf(720 + n) }),
        end: REFUSED,
      }),
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
      typical(
        rosterImportEntity,
        { ...IMPORT, status: 'applying', startedBy: idOf(702), startedAt: AT, lines: 120 },
        { another: (n) => ({ importId: idOf(780 + n) }) },
      ),
      typical(
        rosterStepEntity,
        { ...STEP, kind: 'person', userId, line: 2, at: AT, wroteVersion: 1, named: true },
        { another: (n) => ({ stepId: `person-${idOf(others + n)}`, userId: idOf(others + n) }) },
      ),
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
    ...ofStore('roster imports', ({ table }) => createRosterStore(table), {
      get: { by: 'every import and its taking back', run: (store) => store.get(buildingId, IMPORT.importId) },
      steps: {
        by: 'what an import did; one request for each 100',
        run: (store) => store.steps(buildingId, IMPORT.importId),
      },
    }),
    {
      name: 'roster step',
      usedBy: 'each line of an import, so that it is done once',
      run: ({ table }) => table.get(rosterStepEntity, STEP),
    },
    {
      name: 'identities by addresses',
      usedBy: 'the preview of a roster; one request for each 100',
      run: async (world) => {
        const hash = await hashOfIdentity(world, 'phone', PHONE);
        return world.table.getMany(identityEntity, [{ channel: 'phone', hash }]);
      },
    },
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
      name: 'members of a unit',
      usedBy: 'search by unit',
      run: ({ table }) => table.list(occupantEntity, { buildingId, unitId: '1203' }),
    },
    {
      name: 'units of a member',
      usedBy: 'whoever loses a unit or leaves',
      run: ({ table }) => table.getMany(occupantEntity, [{ buildingId, unitId: '1203', userId }]),
    },
    {
      name: 'findByUnit',
      usedBy: 'search by unit',
      run: ({ table }) => findByUnit(table, buildingId, '1203'),
      of: ['members of a unit', 'members by their ids'],
    },
    {
      name: 'findByPhone',
      usedBy: 'search by telephone',
      run: (world) => findByPhone(world, buildingId, PHONE),
      of: ['identities.byPhone', 'memberships.get'],
    },
    ...ofStore('merges', ({ table }) => createMergeStore(table), {
      get: { by: 'every decision about one', run: (store) => store.get(buildingId, merge.mergeId) },
      listByStatus: {
        by: 'console: what waits for a second look',
        run: (store) => store.listByStatus(buildingId, 'proposed'),
      },
      listOfUser: { by: 'who is the same person', run: (store) => store.listOfUser(buildingId, userId) },
    }),
    {
      name: 'idsOfMember',
      usedBy: 'the history of a person, export and erasure',
      run: ({ table }) => idsOfMember(table, buildingId, userId),
      of: ['merges.listOfUser'],
    },
    ...ofStore('preferences', ({ table }) => createPreferenceStore(table), {
      get: { by: 'every change of one', run: (store) => store.get(buildingId, userId, 'diet') },
      list: { by: 'console, and the person', run: (store) => store.list(buildingId, userId) },
    }),
    ...ofStore('verification requests', ({ table }) => createVerificationRequestStore(table), {
      get: { by: 'every decision about one', run: (store) => store.get(buildingId, request.requestId) },
      listByStatus: { by: 'console: who asks to be known', run: (store) => store.listByStatus(buildingId, 'pending') },
    }),
    {
      name: 'verification code',
      usedBy: 'somebody without rights who sends eight digits',
      run: async ({ table, blindIndex }) => {
        const [codeHash = ''] = await codeHashes(blindIndex, buildingId, CODE);
        return table.get(verificationCodeEntity, { buildingId, codeHash });
      },
    },
    {
      name: 'failed attempts of a sender',
      usedBy: 'somebody without rights who proves who they are',
      run: ({ table }) => table.get(verificationAttemptsEntity, { buildingId, userId }),
    },
    {
      name: 'words of a member’s name',
      usedBy: 'a change of the name, rotation of the index’s key',
      run: ({ table }) => table.list(nameTokenEntity, { buildingId, userId }, { index: 'GSI1' }),
    },
  ],
};
