import { HOUR } from '@bos/kernel/clock';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { resolveSender } from '../identities/resolve-sender.ts';
import { addressesOf } from './addresses.ts';
import { type ConsentAddress, type ConsentChange, type ConsentStore, createConsentStore } from './consent-store.ts';
import { followChange } from './follow-change.ts';
import { isSilenced } from './silence.ts';

const phoneNumberId = '109917730042258';
const phone: ConsentAddress = { kind: 'phone', value: '5511900000301' };
const userId: ConsentAddress = { kind: 'whatsapp_user', value: 'BR.1' };
const START = new Date('2026-11-22T12:00:00.000Z');
const after = (milliseconds: number): Date => new Date(START.getTime() + milliseconds);

let memory: ReturnType<typeof createMemoryTable>;
let store: ConsentStore;

beforeEach(() => {
  memory = createMemoryTable({ clock: virtualClock(START) });
  store = createConsentStore(memory.table, memory.blindIndex);
});

async function say(state: ConsentChange['state'], over: Partial<ConsentChange> = {}): Promise<number> {
  const change = { phoneNumberId, addresses: [phone], state, source: 'message', at: START, heardAt: START } as const;
  const writes = await store.noting({ ...change, ...over });
  await memory.table.write(writes);
  return writes.length;
}
const stateOf = async (address = phone) => (await store.find(phoneNumberId, address))?.state;

describe('consent', () => {
  test('is unknown of somebody who never said anything', async () => {
    expect(await stateOf()).toBeUndefined();
  });

  test('is found by every address and in every spelling, on that number alone', async () => {
    await say('stopped', { addresses: [phone, userId, { ...phone, value: '551190000301' }] });
    expect(await stateOf({ kind: 'phone', value: '+55 11 90000-0301' })).toBe('stopped');
    expect(await stateOf(userId)).toBe('stopped');
    expect(await store.find('another', phone)).toBeUndefined();
  });

  test('holds nothing by which anybody is recognised', async () => {
    await say('stopped', { addresses: [phone, userId] });
    expect(JSON.stringify(memory.items())).not.toMatch(/900000301|BR\.1/);
  });

  test('of two the later one holds, in whatever order and however often they come', async () => {
    await say('given', { at: after(2_000) });
    expect(await say('stopped', { at: after(1_000) })).toBe(0);
    expect(await say('given', { at: after(2_000) })).toBe(0);
    expect(await stateOf()).toBe('given');
    expect(await say('stopped', { at: after(3_000) })).toBe(1);
    expect(await stateOf()).toBe('stopped');
  });

  test('to advertisements, given again, takes back no STOP that was written', async () => {
    await say('stopped');
    await say('given', { source: 'whatsapp_settings', at: after(HOUR) });
    expect(await stateOf()).toBe('stopped');
    await say('given', { at: after(2 * HOUR) });
    await say('stopped', { source: 'whatsapp_settings', at: after(3 * HOUR) });
    await say('given', { source: 'whatsapp_settings', at: after(4 * HOUR) });
    expect(await stateOf()).toBe('given');
  });

  test('goes with a person to all that is known of them, and to their new number', async () => {
    const { table, blindIndex } = memory;
    const known = await resolveSender(memory, { phone: phone.value, whatsappUserId: userId.value, at: START });
    const addresses = await addressesOf(table, known.userId, { whatsappUserId: userId.value });
    await say('stopped', { addresses });
    expect(await stateOf(phone)).toBe('stopped');
    const next: ConsentAddress = { kind: 'phone', value: '5511900000999' };
    for (let times = 0; times < 2; times++) await followChange({ table, blindIndex }, phoneNumberId, [phone], [next]);
    expect(await stateOf(next)).toBe('stopped');
    const other: ConsentAddress = { kind: 'phone', value: '5511900000777' };
    await followChange({ table, blindIndex }, phoneNumberId, [other], [{ ...other, value: '5511900000778' }]);
    expect(await stateOf({ ...other, value: '5511900000778' })).toBeUndefined();
  });
});

describe('after a STOP', () => {
  const consent = {
    phoneNumberId,
    addressHash: 'ab',
    state: 'stopped',
    source: 'message',
    at: START.toISOString(),
    heardAt: after(500).toISOString(),
    confirmationId: 'confirmation',
  } as const;
  const written = (milliseconds: number): string => after(milliseconds).toISOString();

  test.each([
    ['the confirmation goes out', { messageId: 'confirmation', askedAt: after(500), reports: false }, 0, false],
    ['nothing that was written before', { messageId: 'm', askedAt: after(400), reports: false }, 0, true],
    [
      'nothing that is written afterwards of our own accord',
      { messageId: 'm', askedAt: after(900), reports: false },
      0,
      true,
    ],
    [
      'the outcome of what was asked in the same message',
      { messageId: 'm', askedAt: after(500), reports: true },
      0,
      false,
    ],
    ['no outcome of what was asked before', { messageId: 'm', askedAt: after(400), reports: true }, HOUR, true],
    [
      'an answer to what the person wrote afterwards',
      { messageId: 'm', askedAt: after(HOUR), reports: false },
      HOUR - 1,
      false,
    ],
    ['its outcome', { messageId: 'm', askedAt: after(HOUR), reports: true }, HOUR - 1, false],
  ])('%s', (_case, utterance, lastInbound, silenced) => {
    expect(isSilenced(consent, utterance, written(lastInbound))).toBe(silenced);
    expect(isSilenced({ ...consent, state: 'given' }, utterance, written(lastInbound))).toBe(false);
  });
});
