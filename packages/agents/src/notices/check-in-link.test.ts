import { buildingEntity } from '@bos/buildings/buildings/building';
import { createConversationStore } from '@bos/conversations/conversations/conversation-store';
import { conversationFor } from '@bos/conversations/conversations/open-conversation';
import { messageEntity } from '@bos/conversations/messages/message';
import { createNotificationStore } from '@bos/conversations/notifications/notification-store';
import { DAY } from '@bos/kernel/clock';
import type { Language } from '@bos/kernel/language';
import { membershipEntity } from '@bos/people/memberships/membership';
import type { CheckIn } from '@bos/stays/check-in/check-in';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { expect, test } from 'vitest';
import { tellOfCheckInLink } from './check-in-link.ts';

const buildingId = 'b1';
const userId = 'emma';

/** Emma comes in a week, to a house where she has written today. */
async function house(language: Language = 'en') {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  const after = (days: number) => new Date(clock.now().getTime() + days * DAY).toISOString();
  const { writes } = conversationFor(undefined, {
    buildingId,
    userId,
    channel: 'whatsapp',
    channelId: '1',
    messageId: 'm1',
    sentAt: clock.now(),
    address: { kind: 'phone', value: '12025550178' },
    language,
  });
  await table.write([
    create(buildingEntity, {
      buildingId,
      name: 'Solar',
      timeZone: 'America/Sao_Paulo',
      languages: ['pt'],
      emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
    }),
    create(membershipEntity, {
      buildingId,
      userId,
      status: 'active',
      roles: ['guest'],
      unitIds: ['0801'],
      validFrom: after(7),
      validUntil: after(10),
    }),
    ...writes,
  ]);
  const checkIn = (linkHash: string): CheckIn => ({
    status: 'invited',
    buildingId,
    reservationId: 'r1',
    userId,
    unitId: '0801',
    checkIn: '2026-11-29',
    endsOn: '2026-12-02',
    linkHash,
    invitedAt: clock.now().toISOString(),
    documents: [],
  });
  return {
    clock,
    tell: (linkHash: string, madeAt = clock.now()) =>
      tellOfCheckInLink(table, {
        checkIn: checkIn(linkHash),
        page: `https://solar.example/check-in#b1/${linkHash}`,
        madeAt,
        at: clock.now(),
      }),
    async messages() {
      const conversation = await createConversationStore(table).openOf(buildingId, userId, 'whatsapp');
      const { items } = await table.list(messageEntity, {
        buildingId,
        conversationId: conversation?.conversationId ?? '',
      });
      return items.map(({ text }) => text);
    },
    inbox: async () => (await createNotificationStore(table).list(buildingId, userId)).items.map(({ body }) => body),
  };
}

test('a link is told once, however often it is sent; a new one is told anew', async () => {
  const { clock, tell, messages, inbox } = await house();
  const madeAt = clock.now();
  expect(await tell('one', madeAt)).toBe('messaged');
  await clock.advance(60_000);
  expect(await tell('one', madeAt)).toBe('already');
  expect(await messages()).toHaveLength(1);
  expect(await tell('two')).toBe('messaged');
  expect(await messages()).toHaveLength(2);
  expect(await inbox()).toHaveLength(2);
});

test.each([
  ['pt', 'Sua estadia na unidade 0801, a partir de 29/11: faça o check-in aqui; o link é só seu, não o repasse:'],
  ['en', 'Your stay in unit 0801, from 29 Nov: check in here; the link is yours alone, please do not pass it on:'],
  [
    'es',
    'Tu estadía en la unidad 0801, desde el 29/11: haz el check-in aquí; el enlace es solo tuyo, no lo compartas:',
  ],
] as const)('in %s it is told with unit and day, the address in a line of its own', async (language, words) => {
  const { tell, messages } = await house(language);
  await tell('one');
  expect(await messages()).toEqual([`${words}\nhttps://solar.example/check-in#b1/one`]);
});

test('a day after they wrote their inbox says where to get it, and after their time it is told to nobody', async () => {
  const { clock, tell, messages, inbox } = await house();
  await clock.advance(DAY + 1);
  expect(await tell('one')).toBe('inbox');
  expect(await messages()).toEqual([]);
  expect(await inbox()).toEqual([expect.stringContaining('ask the front desk for it')]);
  expect(JSON.stringify(await inbox())).not.toContain('solar.example');
  await clock.advance(9 * DAY);
  expect(await tell('two')).toBe('absent');
});
