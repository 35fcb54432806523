import { buildingEntity } from '@bos/buildings/buildings/building';
import { unitEntity } from '@bos/buildings/units/unit';
import { channelEntity } from '@bos/conversations/channels/channel';
import { receiptsOf, storeReceipts } from '@bos/conversations/channels/receive';
import { createConversationStore } from '@bos/conversations/conversations/conversation-store';
import { createMessageStore } from '@bos/conversations/messages/message-store';
import { createNotificationStore } from '@bos/conversations/notifications/notification-store';
import { readWebhook } from '@bos/conversations/whatsapp/webhook-body';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { createAuditStore } from '@bos/governance/audit/audit-store';
import { DAY, HOUR, MINUTE } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import type { Role } from '@bos/kernel/role';
import { createMissionStore } from '@bos/missions/missions/mission-store';
import { createIdentityStore } from '@bos/people/identities/identity-store';
import type { Granter } from '@bos/people/memberships/assert-may-grant';
import { changeMembership } from '@bos/people/memberships/change-membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import { createMergeStore } from '@bos/people/merge/merge-store';
import { registerPerson } from '@bos/people/persons/register-person';
import { decideVerification } from '@bos/people/verification/decide-request';
import { issueVerificationCode } from '@bos/people/verification/issue-code';
import { createVerificationRequestStore } from '@bos/people/verification/verification-request-store';
import { createReservation } from '@bos/stays/reservations/create-reservation';
import { createReservationStore } from '@bos/stays/reservations/reservation-store';
import { create } from '@bos/table/write';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { loadOfflineModel } from '../understanding/load-offline-model.ts';
import { createSlotExtractor } from '../understanding/slots/extract-slots.ts';
import { createTextSimilarity } from '../understanding/text-similarity.ts';
import { createUnderstanding } from '../understanding/understand.ts';
import { handleReceipt } from './handle-receipt.ts';
import { VERIFY_PHRASES } from './verify-phrases.ts';

const model = loadOfflineModel();
const NUMBER = '109917730042258';
const STRANGER = '5511988880001';
const buildingId = 'demo';

async function setUp() {
  const clock = virtualClock(new Date('2026-11-22T12:00:00.000Z'));
  const memory = createMemoryTable({ clock });
  const { table, blindIndex } = memory;
  const ids = seededIds(clock);
  const deps = {
    table,
    blindIndex,
    clock,
    log: silentLog,
    language: {
      understand: async () => createUnderstanding(model),
      textSimilarity: async () => createTextSimilarity(model.lexicon),
      extractSlots: async () => createSlotExtractor(model),
    },
  };
  await table.write([
    create(buildingEntity, {
      buildingId,
      name: 'Aurora',
      timeZone: 'America/Sao_Paulo',
      languages: ['pt', 'en', 'es'],
      emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
    }),
    create(unitEntity, { buildingId, unitId: '0704', floor: 7 }),
    create(channelEntity, { phoneNumberId: NUMBER, displayPhoneNumber: '551100000100', buildingIds: [buildingId] }),
  ]);
  const changedBy = () => ({ audit: auditRecord, actor: { kind: 'user', id: 'ana' } as const, at: clock.now() });
  const granter = { userId: 'ana', roles: ['manager'] };

  async function know(userId: string, role: Role, unitIds: string[] = []) {
    await registerPerson(deps, {
      person: { userId, displayName: userId },
      membership: { buildingId, roles: [role], unitIds },
      granter: { userId: 'root', roles: ['admin'] },
      changedBy: changedBy(),
      mayRepeat: false,
    });
  }
  await know('maria', 'resident', ['1203']);
  await know('rafael', 'front_desk');
  await know('ana', 'manager');

  /** Delivers a message, twice, as queues do. */
  async function write(text: string, from = STRANGER) {
    await clock.advance(1_000);
    const message = { from, id: `wamid.${ids.next()}`, timestamp: String(clock.now().getTime() / 1000) };
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '551100000100', phone_number_id: NUMBER },
      contacts: [{ profile: { name: 'Somebody' }, wa_id: from }],
      messages: [{ ...message, type: 'text', text: { body: text } }],
    };
    const body = { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] };
    const receipts = await receiptsOf(readWebhook(body), blindIndex, clock.now());
    await storeReceipts(table, receipts);
    for (const receipt of [...receipts, ...receipts]) await handleReceipt(deps, receipt);
    return replyTo(from);
  }
  const userOf = async (phone = STRANGER) =>
    (await createIdentityStore(table, blindIndex).byPhone(phone))?.userId ?? 'nobody';
  async function replyTo(phone: string) {
    const userId = await userOf(phone);
    const all = [userId, (await memberOf(userId))?.mergedInto ?? userId];
    const found = [];
    for (const one of all) {
      const conversation = await createConversationStore(table).openOf(buildingId, one, 'whatsapp');
      if (!conversation) continue;
      const { items } = await createMessageStore(table).list(buildingId, conversation.conversationId, { limit: 100 });
      found.push(...items.filter(({ direction }) => direction === 'outbound'));
    }
    return found.toSorted((a, b) => (a.sentAt < b.sentAt ? 1 : -1))[0]?.text;
  }
  const memberOf = (userId: string) => createMembershipStore(table).get(buildingId, userId);
  const codeFor = async (userId: string, minutes = 60, by: Granter = granter) =>
    (
      await issueVerificationCode(
        { ...deps, randomness: () => Uint8Array.from({ length: 8 }, (_, i) => clock.now().getTime() / 1000 + i * 7) },
        { buildingId, userId, granter: by, changedBy: changedBy(), minutes },
      )
    ).code;
  const attempts = async (userId: string) =>
    (await createAuditStore(table).listOfResource(buildingId, `person:${userId}`, { limit: 100 })).items
      .filter(({ action }) => action === 'person.verification')
      .map(({ outcome, values }) => `${values?.method} ${outcome}`)
      .toReversed();

  return { ...memory, clock, deps, by: changedBy, granter, know, write, userOf, memberOf, codeFor, attempts };
}

const { code: WELCOME, refused: REFUSED, reservation: RESERVED, withFactor: ASKED, staff: STAFF } = VERIFY_PHRASES;

describe('a one-time code of the desk', () => {
  test('makes the sender its person from the next message on, and counts once', async () => {
    const world = await setUp();
    const code = await world.codeFor('maria');
    expect(await world.write(code)).toBe(WELCOME.pt);
    const stranger = await world.userOf();
    expect(await world.memberOf(stranger)).toMatchObject({ status: 'ended', mergedInto: 'maria' });
    await world.write('A torneira da cozinha está vazando muito');
    const { items } = await createMissionStore(world.table).listOfUser(buildingId, 'maria');
    expect(items).toHaveLength(1);
    expect(await world.attempts(stranger)).toEqual(['code done']);
    expect(await world.write(code, '5511988880002')).toBe(REFUSED.pt);
  });

  test('is refused when its time is over, and for who has been given more since', async () => {
    const world = await setUp();
    const late = await world.codeFor('maria', 10);
    await world.clock.advance(11 * MINUTE);
    expect(await world.write(late)).toBe(REFUSED.pt);
    const code = await world.codeFor('maria');
    await changeMembership(world.deps, {
      buildingId,
      userId: 'maria',
      granter: world.granter,
      changedBy: world.by(),
      change: { roles: ['resident', 'front_desk'] },
    });
    expect(await world.write(code)).toBe(REFUSED.pt);
    expect(await world.memberOf(await world.userOf())).toMatchObject({ status: 'unverified' });
  });

  test('is refused when whoever made it was dismissed meanwhile', async () => {
    const world = await setUp();
    const code = await world.codeFor('maria', 60, { userId: 'rafael', roles: ['front_desk'] });
    await changeMembership(world.deps, {
      buildingId,
      userId: 'rafael',
      granter: world.granter,
      changedBy: world.by(),
      change: { status: 'ended' },
    });
    expect(await world.write(code)).toBe(REFUSED.pt);
  });

  test('five wrong ones lock the sender out for an hour, the right one too', async () => {
    const world = await setUp();
    const code = await world.codeFor('maria', 24 * 60);
    for (let i = 0; i < 5; i++) expect(await world.write(`0000 000${i}`)).toBe(REFUSED.pt);
    expect(await world.write(code)).toBe(REFUSED.pt);
    expect(await world.write(code, '5511988880009')).toBe(WELCOME.pt);
    const second = await world.codeFor('maria', 24 * 60);
    await world.clock.advance(HOUR + MINUTE);
    expect(await world.write(second)).toBe(WELCOME.pt);
    const stranger = await world.userOf();
    expect(await world.attempts(stranger)).toEqual([...Array(6).fill('code refused'), 'code done']);
  });

  test('is no matter to somebody who has rights', async () => {
    const world = await setUp();
    await world.write(await world.codeFor('maria'));
    const reply = await world.write('12345678');
    expect([REFUSED.pt, WELCOME.pt]).not.toContain(reply);
  });

  test('is told to its person where they write already, so that no other number stays unnoticed', async () => {
    const world = await setUp();
    await world.write(await world.codeFor('maria'));
    await world.write('Oi');
    await world.clock.advance(HOUR);
    const other = '5511988880005';
    await world.write(await world.codeFor('maria'), other);
    expect(await world.memberOf(await world.userOf(other))).toMatchObject({ mergedInto: 'maria' });
    const conversation = await createConversationStore(world.table).openOf(buildingId, 'maria', 'whatsapp');
    const { items } = await createMessageStore(world.table).list(buildingId, conversation?.conversationId ?? '');
    expect(items.filter(({ text }) => text === VERIFY_PHRASES.newNumber.pt)).toHaveLength(1);
  });

  test('never stands in the table in clear', async () => {
    const world = await setUp();
    const code = await world.codeFor('maria');
    expect(JSON.stringify(world.items())).not.toContain(code);
  });
});

describe('a reservation number', () => {
  async function withStay(status: 'confirmed' | 'requested' = 'confirmed') {
    const world = await setUp();
    const reservation = await createReservation(
      { table: world.table, randomness: () => Uint8Array.from({ length: 16 }, (_, i) => i + 8) },
      {
        buildingId,
        reservationId: 'r1',
        kind: 'stay',
        unitId: '0704',
        checkIn: '2026-11-22',
        checkOut: '2026-11-25',
        source: 'direct',
        status,
        guests: [
          { userId: 'emma', name: 'Emma Ward-Muñoz', phone: '12025550131' },
          { userId: 'tom', name: 'Tom Ray' },
        ],
        by: { actor: { kind: 'user', id: 'rafael' } },
        at: world.clock.now(),
      },
    );
    const guests = async () => {
      const found = await createReservationStore(world.table).get(buildingId, 'r1');
      return found?.guestIds;
    };
    return { ...world, number: reservation.confirmationNumber, guests };
  }

  test('with a last name gives the rights of a guest for the stay’s time and unit, once', async () => {
    const world = await withStay();
    expect(await world.write(world.number)).toBe(ASKED.pt);
    expect(await world.write(`${world.number.toLowerCase()} munoz`)).toBe(RESERVED.pt);
    const stranger = await world.userOf();
    expect(await world.memberOf(stranger)).toMatchObject({
      status: 'active',
      roles: ['guest'],
      unitIds: ['0704'],
      validFrom: '2026-11-22T18:00:00.000Z',
      validUntil: '2026-11-25T14:00:00.000Z',
    });
    expect(await world.guests()).toEqual([stranger, 'tom']);
    const { items } = await createReservationStore(world.table).listOfGuest(buildingId, stranger);
    expect(items).toMatchObject([{ reservationId: 'r1', name: 'Emma Ward-Muñoz' }]);
  });

  test('with the day of arrival does so as well', async () => {
    const world = await withStay();
    expect(await world.write(`Reserva ${world.number} 22/11`)).toBe(RESERVED.pt);
  });

  test('of a guest who is a member already is joined, not taken', async () => {
    const world = await withStay();
    await world.know('emma', 'guest', ['0704']);
    expect(await world.write(`${world.number} Muñoz`)).toBe(RESERVED.pt);
    expect(await world.guests()).toEqual(['emma', 'tom', await world.userOf()]);
  });

  test.each([
    ['a wrong name', 'confirmed', (number: string) => `${number} Smith`],
    ['a first name', 'confirmed', (number: string) => `${number} Emma`],
    ['a wrong day', 'confirmed', (number: string) => `${number} 23/11`],
    ['a number that is not there', 'confirmed', () => 'ZZ99ZZ99 Muñoz'],
    ['a stay that nobody has confirmed', 'requested', (number: string) => `${number} Muñoz`],
  ] as const)('%s is refused in the same words', async (_title, status, textOf) => {
    const world = await withStay(status);
    expect(await world.write(textOf(world.number))).toBe(REFUSED.pt);
    expect(await world.memberOf(await world.userOf())).toMatchObject({ status: 'unverified', roles: [] });
    expect(await world.guests()).toEqual(['emma', 'tom']);
    expect(await world.attempts(await world.userOf())).toEqual(['reservation refused']);
  });

  test('of a stay that is over, or by somebody whom the staff suspended, is refused', async () => {
    const world = await withStay();
    expect(await world.write(`${world.number} Muñoz`)).toBe(RESERVED.pt);
    await changeMembership(world.deps, {
      buildingId,
      userId: await world.userOf(),
      granter: world.granter,
      changedBy: world.by(),
      change: { status: 'suspended' },
    });
    expect(await world.write(`${world.number} Muñoz`)).toBe(REFUSED.pt);
    await world.clock.advance(4 * DAY);
    expect(await world.write(`${world.number} Muñoz`, '5511988880003')).toBe(REFUSED.pt);
  });
});

describe('asking the staff', () => {
  test('puts one request into their inboxes, and their word gives rights', async () => {
    const world = await setUp();
    expect(await world.write('Verificar')).toBe(STAFF.pt);
    expect(await world.write('verificar')).toBe(STAFF.pt);
    const { items: inbox } = await createNotificationStore(world.table).list(buildingId, 'rafael');
    expect(inbox).toHaveLength(1);
    expect(inbox[0]?.body).toContain('+*********0001');
    const store = createVerificationRequestStore(world.table);
    const { items } = await store.listByStatus(buildingId, 'pending');
    const [request] = items;
    expect(items).toHaveLength(1);
    await decideVerification(world.deps, {
      buildingId,
      requestId: request?.requestId ?? '',
      grant: { roles: ['resident'], unitIds: ['0704'] },
      granter: { userId: 'rafael', roles: ['front_desk'] },
      changedBy: world.by(),
    });
    expect(await world.memberOf(await world.userOf())).toMatchObject({ status: 'active', unitIds: ['0704'] });
  });

  test('without an answer for three days is a no, and may be asked again then', async () => {
    const world = await setUp();
    await world.write('Verificar');
    await world.clock.advance(3 * DAY);
    const { items } = await createVerificationRequestStore(world.table).listByStatus(buildingId, 'pending');
    const late = decideVerification(world.deps, {
      buildingId,
      requestId: items[0]?.requestId ?? '',
      grant: { roles: ['resident'], unitIds: [] },
      granter: world.granter,
      changedBy: world.by(),
    });
    await expect(late).rejects.toMatchObject({ code: 'VERIFICATION_EXPIRED' });
    await world.write('Verificar');
    expect((await createVerificationRequestStore(world.table).listByStatus(buildingId, 'pending')).items).toHaveLength(
      2,
    );
  });
});

test('danger comes before any proof', async () => {
  const world = await setUp();
  const reply = await world.write('AB12CD34 incêndio');
  expect(reply).not.toBe(REFUSED.pt);
});

test('of guesses sent at once each is counted', async () => {
  const world = await setUp();
  await world.write('Oi');
  await Promise.all(Array.from({ length: 4 }, (_, i) => world.write(`0000 100${i}`).catch(() => undefined)));
  const { length } = await world.attempts(await world.userOf());
  expect(length).toBe(4);
  expect(await createMergeStore(world.table).listByStatus(buildingId, 'in_force')).toEqual({ items: [], next: null });
});
