import { describe, expect, test } from 'vitest';
import { whatsAppFixture, whatsAppFixtures } from '../../../../test/fixtures/whatsapp/read-fixtures.ts';
import { readWebhook } from './webhook-body.ts';

const read = (name: string) => readWebhook(JSON.parse(whatsAppFixture(name).bytes.toString()));

const bodyOf = (value: object, field = 'messages') => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '1', changes: [{ field, value }] }],
});
const metadata = { phone_number_id: '109917730042258' };

/** Messages, statuses and notices of the bodies that do not hold exactly one message. */
const COUNTS: Readonly<Record<string, readonly [number, number, number]>> = {
  account_update_restriction: [0, 0, 1],
  account_update_violation: [0, 0, 1],
  empty_changes: [0, 0, 0],
  message_template_status_update_approved: [0, 0, 1],
  message_template_status_update_rejected: [0, 0, 1],
  several_entries_and_changes: [3, 1, 0],
  several_messages_one_entry: [4, 0, 0],
  unknown_change_field: [0, 0, 1],
  user_preferences_stop: [0, 0, 0],
  value_errors_130429: [0, 0, 1],
};

describe('a webhook body', () => {
  test.each(whatsAppFixtures)('$name gives all that it holds', ({ name }) => {
    const { messages, statuses, notices } = read(name);
    const usual = name.startsWith('status_') ? [0, 1, 0] : [1, 0, 0];
    expect([messages.length, statuses.length, notices.length]).toEqual(COUNTS[name] ?? usual);
  });

  test('keeps the number and every message of every entry and change', () => {
    const { messages, statuses } = read('several_entries_and_changes');
    expect(messages.map(({ phoneNumberId }) => phoneNumberId)).toEqual([
      '109917730042258',
      '107760981155324',
      '108845120033471',
    ]);
    expect(statuses[0]?.status.status).toBe('delivered');
  });

  test('finds the contact by id, wherever it stands', () => {
    const names = read('several_messages_one_entry').messages.map(({ contact }) => contact?.profile?.name);
    expect(names).toEqual(['Mariana Cardoso', 'Mariana Cardoso', 'Raimundo Nonato', 'Mariana Cardoso']);
  });

  test('gives nobody a contact that is not theirs', () => {
    const contacts = [{ wa_id: '5511900000123', profile: { name: 'Mariana' } }];
    const { messages } = readWebhook(
      bodyOf({ metadata, contacts, messages: [{ id: 'a', from: '5511900000999', timestamp: '1', type: 'text' }] }),
    );
    expect(messages[0]?.contact).toBeUndefined();
  });

  test('names what the operator must know', () => {
    expect(read('account_update_violation').notices).toEqual([{ field: 'account_update', code: 'ACCOUNT_VIOLATION' }]);
    expect(read('value_errors_130429').notices).toEqual([
      { field: 'messages', phoneNumberId: '109917730042258', code: 130429 },
    ]);
    expect(read('unknown_change_field').notices).toEqual([{ field: 'lobby_presence_update' }]);
  });

  test('tells what people chose in WhatsApp’s settings', () => {
    const { preferences } = read('user_preferences_stop');
    expect(preferences).toMatchObject([
      { phoneNumberId: '109917730042258', preference: { wa_id: '5511900000123', value: 'stop' } },
    ]);
    const odd = [{ value: 'stop', category: 'marketing_messages' }, { wa_id: '1', category: 'news', value: 'stop' }, 7];
    const { preferences: readable, notices } = readWebhook(
      bodyOf({ metadata, user_preferences: odd }, 'user_preferences'),
    );
    expect(readable).toEqual([]);
    expect(notices.map(({ code }) => code)).toEqual(odd.map(() => 'unreadable_preference'));
  });

  test('loses no message over an unreadable neighbour or an odd secondary field', () => {
    const { messages, notices } = readWebhook({
      ...bodyOf({
        metadata,
        contacts: [null, 7, { user_id: 'BR.1', profile: 'odd' }],
        messages: [null, { type: 'text' }, { id: 'a', from: 5, from_user_id: 'BR.1', type: 9, extra: { deep: [] } }],
        statuses: [{ id: 'x' }],
      }),
      extra: true,
    });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ message: { id: 'a', type: 'unknown' }, contact: { user_id: 'BR.1' } });
    expect(notices.map(({ code }) => code)).toEqual(['unreadable_message', 'unreadable_message', 'unreadable_status']);
  });

  test.each([
    ['an entry that is none', { object: 'whatsapp_business_account', entry: [7] }],
    ['a change that is none', { object: 'whatsapp_business_account', entry: [{ changes: [null] }] }],
    ['a value without its number', bodyOf({ messages: [{ id: 'a' }] })],
    ['a number that could not stand in a key', bodyOf({ metadata: { phone_number_id: 'a#b' }, messages: [] })],
  ])('notes %s', (_case, body) => {
    expect(readWebhook(body)).toMatchObject({ messages: [], statuses: [], notices: [{ code: expect.any(String) }] });
  });

  test.each([
    ['another product', { object: 'page', entry: [] }],
    ['no entries', { object: 'whatsapp_business_account' }],
    ['null', null],
    ['a list', []],
    ['text', 'hello'],
  ])('refuses %s', (_case, body) => {
    expect(() => readWebhook(body)).toThrow('Invalid webhook');
  });
});
