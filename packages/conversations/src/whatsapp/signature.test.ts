import { describe, expect, test } from 'vitest';
import { FIXTURE_APP_SECRET, whatsAppFixtures } from '../../../../test/fixtures/whatsapp/read-fixtures.ts';
import { isSigned, signatureOf } from './signature.ts';

const body = Buffer.from('{"object":"whatsapp_business_account","entry":[]}');
const signature = 'sha256=33fa5052a759532d1d1e3b51264cec1de23b30063bbb984fd48b4872494559de';

describe('the signature of a webhook', () => {
  test.each(whatsAppFixtures)('holds for $name, byte for byte', ({ bytes, signature: given }) => {
    expect(isSigned(bytes, given, FIXTURE_APP_SECRET)).toBe(true);
    expect(signatureOf(bytes, FIXTURE_APP_SECRET)).toBe(given);
  });

  test('belongs to the bytes, not to the JSON', () => {
    const spaced = Buffer.from('{"object": "whatsapp_business_account", "entry": []}');
    expect(isSigned(body, signature, FIXTURE_APP_SECRET)).toBe(true);
    expect(isSigned(spaced, signature, FIXTURE_APP_SECRET)).toBe(false);
    expect(signatureOf(spaced, FIXTURE_APP_SECRET)).toBe(
      'sha256=de0f820cd0409dea44c9fe786a814bd4d8799e576096bf7083e346e39f5632f9',
    );
  });

  test.each([
    ['absent', undefined],
    ['empty', ''],
    ['without its prefix', signature.slice('sha256='.length)],
    ['of SHA-1', signature.replace('sha256', 'sha1')],
    ['too short', signature.slice(0, -1)],
    ['too long', `${signature}0`],
    ['in capitals', signature.toUpperCase().replace('SHA256', 'sha256')],
    ['followed by a line break', `${signature}\n`],
    ['not hexadecimal', `sha256=${'z'.repeat(64)}`],
    ['of another body', `sha256=${'0'.repeat(64)}`],
  ])('is refused when it is %s', (_case, header) => {
    expect(isSigned(body, header, FIXTURE_APP_SECRET)).toBe(false);
  });

  test('is refused under another secret, and under none', () => {
    expect(isSigned(body, signature, 'another')).toBe(false);
    expect(isSigned(body, signatureOf(body, ''), '')).toBe(false);
  });
});
