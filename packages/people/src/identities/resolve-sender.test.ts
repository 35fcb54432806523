import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { createPersonStore } from '../persons/person-store.ts';
import { identityEntity } from './identity.ts';
import { createIdentityStore, identityKey } from './identity-store.ts';
import { resolveSender } from './resolve-sender.ts';

const clock = virtualClock();
const at = clock.now();
const phone = '5511900000123';
const whatsappUserId = 'BR.1402277319960045';
let deps: ReturnType<typeof createMemoryTable>;

beforeEach(() => {
  deps = createMemoryTable({ clock });
});

async function know(channel: 'phone' | 'whatsapp_user', text: string, userId: string): Promise<void> {
  const key = await identityKey(deps.blindIndex, channel, text);
  if (key) await deps.table.write([create(identityEntity, { ...key, userId })]);
}

describe('resolveSender', () => {
  test('makes a person of an unknown sender, once', async () => {
    const first = await resolveSender(deps, { phone, whatsappUserId, profileName: ' Otávio ', at });
    expect(first).toMatchObject({ isNew: true, identityConflict: false });
    const later = new Date(at.getTime() + 60_000);
    expect(await resolveSender(deps, { phone, whatsappUserId, at: later })).toEqual({
      userId: first.userId,
      isNew: false,
      identityConflict: false,
    });
    const person = await createPersonStore(deps.table).get(first.userId);
    expect(person).toMatchObject({ displayName: 'Otávio', phone });
  });

  test('a replay of the same message names the same person', async () => {
    const first = await resolveSender(deps, { phone, at });
    const afresh = { table: createMemoryTable({ clock }).table, blindIndex: deps.blindIndex };
    expect((await resolveSender(afresh, { phone, at })).userId).toBe(first.userId);
  });

  test.each([
    ['two messages of the same sender', { phone }, { phone }],
    ['one that shows the telephone only, one with both', { phone }, { phone, whatsappUserId }],
    ['one that shows the id only, one with both', { whatsappUserId }, { phone, whatsappUserId }],
  ])('of two racing workers one makes the person: %s', async (_title, a, b) => {
    const [first, second] = await Promise.all([
      resolveSender(deps, { ...a, at }),
      resolveSender(deps, { ...b, at: new Date(at.getTime() + 1000) }),
    ]);
    expect(second.userId).toBe(first.userId);
    expect([first.isNew, second.isNew].filter(Boolean)).toHaveLength(1);
    expect(deps.items().filter(({ type }) => type === 'person')).toHaveLength(1);
  });

  test('a telephone with and without the ninth digit is one person', async () => {
    const { userId } = await resolveSender(deps, { phone: '551198765432', at });
    expect((await resolveSender(deps, { phone: '+55 11 9 9876-5432', at })).userId).toBe(userId);
    expect((await resolveSender(deps, { phone: '5511998765432', at })).isNew).toBe(false);
  });

  test.each([
    ['the telephone', 'phone', phone, { phone, whatsappUserId }, { whatsappUserId }],
    ['the id', 'whatsapp_user', whatsappUserId, { phone, whatsappUserId }, { phone }],
  ] as const)('somebody known by %s is known by both from then on', async (_title, channel, text, both, other) => {
    await know(channel, text, 'maria');
    expect(await resolveSender(deps, { ...both, at })).toEqual({
      userId: 'maria',
      isNew: false,
      identityConflict: false,
    });
    expect((await resolveSender(deps, { ...other, at })).userId).toBe('maria');
  });

  test('where id and telephone are two persons the id wins and staff are told', async () => {
    await know('phone', phone, 'maria');
    await know('whatsapp_user', whatsappUserId, 'otavio');
    expect(await resolveSender(deps, { phone, whatsappUserId, at })).toEqual({
      userId: 'otavio',
      isNew: false,
      identityConflict: true,
    });
    expect((await createIdentityStore(deps.table, deps.blindIndex).byPhone(phone))?.userId).toBe('maria');
  });

  test('refuses a sender without any usable address', async () => {
    await expect(resolveSender(deps, { phone: 'reception', at })).rejects.toMatchObject({
      code: 'SENDER_WITHOUT_ADDRESS',
    });
  });

  test('nothing personal lies in clear in the table', async () => {
    await resolveSender(deps, { phone, whatsappUserId, profileName: 'Otávio', at });
    expect(JSON.stringify(deps.items())).not.toMatch(/5511900000123|1402277319960045|Otávio/);
  });
});
