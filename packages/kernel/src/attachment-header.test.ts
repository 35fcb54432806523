import { expect, test } from 'vitest';
import { attachmentHeader } from './attachment-header.ts';

test.each([
  ['leak.jpg', `attachment; filename="leak.jpg"; filename*=UTF-8''leak.jpg`],
  ['orçamento (2).pdf', `attachment; filename="or_amento (2).pdf"; filename*=UTF-8''or%C3%A7amento%20%282%29.pdf`],
  ['../../etc/passwd', `attachment; filename=".._.._etc_passwd"; filename*=UTF-8''.._.._etc_passwd`],
  ['a"; x="b', `attachment; filename="a_; x=_b"; filename*=UTF-8''a_%3B%20x%3D_b`],
  ['a\r\nSet-Cookie: b', `attachment; filename="a__Set-Cookie: b"; filename*=UTF-8''a__Set-Cookie%3A%20b`],
  ['', `attachment; filename="file"; filename*=UTF-8''file`],
  ['half \ud83d', `attachment; filename="half _"; filename*=UTF-8''half%20%EF%BF%BD`],
])('%j is one harmless header', (name, header) => {
  expect(attachmentHeader(name)).toBe(header);
});

test('a name of any length is cut', () => {
  expect(attachmentHeader('x'.repeat(5_000)).length).toBeLessThan(500);
});
