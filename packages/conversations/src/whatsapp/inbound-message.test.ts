import { describe, expect, test } from 'vitest';
import { whatsAppFixture } from '../../../../test/fixtures/whatsapp/read-fixtures.ts';
import { type InboundMessage, interpretMessage } from './inbound-message.ts';
import { readWebhook } from './webhook-body.ts';

const interpret = (name: string): InboundMessage =>
  interpretMessage(readWebhook(JSON.parse(whatsAppFixture(name).bytes.toString())).messages[0]);

const mariana = { whatsappUserId: 'BR.1093458820174466', phone: '5511900000123' };
const lucia = { whatsappUserId: 'AR.1240098871536620', phone: '5491100000156' };
const denise = { whatsappUserId: 'US.1314906628857711', phone: '12025550123' };
const theo = { whatsappUserId: 'US.1402277319960045' };

const message = (over: object) => ({
  message: { id: 'wamid.a', from: '12025550123', timestamp: '1795021331', ...over },
});

describe('an inbound message', () => {
  test.each<[string, Partial<InboundMessage>]>([
    ['text_legacy_without_user_id', { kind: 'text', sender: { phone: '12025550123' } }],
    ['text_reply_context', { sender: lucia, contextMessageId: expect.stringMatching(/^wamid\./) }],
    ['text_forwarded', { sender: denise, forwarded: true }],
    ['text_ad_referral', { text: 'Oi, vi o anúncio. Tem studio para janeiro inteiro?' }],
    ['text_user_without_phone', { sender: theo, profileName: 'Theo Marsh', expectsReply: true }],
    ['text_user_without_phone_parent_id', { sender: theo, text: 'the code says expired' }],
    ['text_user_with_phone_and_username', { sender: mariana, profileName: 'Mariana Cardoso' }],
    [
      'image_caption',
      { text: 'vazando embaixo da pia do 42', media: { mediaId: '1187654320987741', mimeType: 'image/jpeg' } },
    ],
    [
      'document',
      {
        text: 'Los DNI de los cuatro huéspedes',
        media: {
          mediaId: '1187654320987758',
          mimeType: 'application/pdf',
          fileName: 'dni_huespedes_depto_3B.pdf',
        },
      },
    ],
    ['audio_voice', { kind: 'audio', media: { mediaId: '1187654320987766', mimeType: 'audio/ogg; codecs=opus' } }],
    ['video', { kind: 'video', text: expect.any(String) }],
    ['sticker', { kind: 'sticker', media: { mediaId: '1187654320987782', mimeType: 'image/webp' } }],
    [
      'location',
      {
        location: { latitude: -34.5837, longitude: -58.4241 },
        text: 'Plaza de prueba, Calle Ficticia 1000, C1000, CABA',
      },
    ],
    [
      'contacts',
      {
        contacts: [
          { name: 'Otávio Lins (eletricista)', phones: ['5511900000177', '+55 11 0000-0177'], own: false },
          { name: 'Portaria Bloco B', phones: ['+55 11 0000-0101'], own: false },
        ],
        text: 'Otávio Lins (eletricista) 5511900000177 +55 11 0000-0177\nPortaria Bloco B +55 11 0000-0101',
      },
    ],
    ['contacts_from_request_button', { sender: theo, contacts: [{ phones: ['12025550166'], own: true }] }],
    [
      'interactive_button_reply',
      { kind: 'interactive', text: 'Yes, come in', selection: { id: 'visit:9f31:confirm', title: 'Yes, come in' } },
    ],
    ['interactive_list_reply', { selection: { id: 'slot:2026-11-19T14', title: 'Qui 19/11, 14h-16h' } }],
    [
      'interactive_nfm_reply',
      { text: 'llegada: 2026-11-17\nhora: 22:30\nhuespedes: 4\npatente: AA000AA', expectsReply: true },
    ],
    [
      'template_button_reply',
      { kind: 'button', text: 'Não quero avisos', selection: { id: 'stop-promotions', title: 'Não quero avisos' } },
    ],
    ['order', { text: 'For apt 12C please\n2 × TOWEL-SET\n1 × LATE-CHECKOUT' }],
    ['unsupported_with_errors', { kind: 'unsupported', errorCode: 131051 }],
    ['unsupported_unavailable_131060', { kind: 'unsupported', errorCode: 131060 }],
    ['unknown_message_type', { kind: 'hologram', sender: denise, errorCode: 131051 }],
  ])('of %s is read', (name, expected) => {
    expect(interpret(name)).toMatchObject(expected);
  });

  test('has text, time and sender', () => {
    const { sentAt, ...rest } = interpret('text');
    expect(sentAt.toISOString()).toMatch(/^2026-11-/);
    expect(rest).toMatchObject({ kind: 'text', sender: mariana, profileName: 'Mariana Cardoso', expectsReply: true });
  });

  test.each(['reaction', 'reaction_removed'])('of %s names its message and says nothing', (name) => {
    const { text, contextMessageId, expectsReply } = interpret(name);
    expect({ text, expectsReply }).toEqual({ text: undefined, expectsReply: false });
    expect(contextMessageId).toMatch(/^wamid\./);
  });

  test('about a changed number tells the old and the new address', () => {
    expect(interpret('system_user_changed_number')).toMatchObject({
      expectsReply: false,
      sender: { whatsappUserId: 'BR.1187720934561208', phone: '558500000144' },
      identityChange: {
        kind: 'number',
        previous: { whatsappUserId: 'BR.1187720934561208', phone: '558500000144' },
        current: { whatsappUserId: 'BR.1299034417705832', phone: '558500000188' },
      },
    });
  });

  test('about a changed id of a user without a phone names no phone', () => {
    expect(interpret('system_user_changed_user_id')).toMatchObject({
      sender: theo,
      identityChange: { kind: 'user_id', previous: theo, current: { whatsappUserId: 'US.1450086612347790' } },
    });
  });

  test.each([
    ['4,096 characters', 'a'.repeat(4096)],
    ['more than we could send', 'ç'.repeat(20_000)],
    ['emoji of several code points', '👩🏽‍🔧🚿💦 4️⃣2️⃣ 🇧🇷'],
    ['right to left, with marks', '\u202bمرحبا، الشقة 12\u202c שלום'],
    ['line breaks and quotes', 'a\n"b"\t\\c\u0000'],
  ])('keeps %s as written', (_case, body) => {
    expect(interpretMessage(message({ type: 'text', text: { body } })).text).toBe(body);
  });

  test.each([
    ['text without an object', { type: 'text' }],
    ['a location without numbers', { type: 'location', location: { latitude: 'north' } }],
    ['a form that is no JSON', { type: 'interactive', interactive: { nfm_reply: { response_json: '{' } } }],
    ['a contact list that is none', { type: 'contacts', contacts: 7 }],
    ['a kind named like a method', { type: 'toString', toString: {} }],
  ])('keeps its kind when its content is %s', (_case, over) => {
    const read = interpretMessage(message(over));
    expect(read.kind).toBe(over.type);
    expect(read.text).toBeUndefined();
  });

  test.each([
    ['no id', { message: { timestamp: '1795021331' } }],
    ['no time', { message: { id: 'a' } }],
    ['a time beyond all times', { message: { id: 'a', timestamp: '99999999999999999' } }],
    ['nothing', undefined],
  ])('is refused with %s', (_case, body) => {
    expect(() => interpretMessage(body)).toThrow('WhatsApp message');
  });
});
